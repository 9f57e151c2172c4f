package dev.headroom.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.access.Role;
import dev.headroom.testing.RunningServer;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Scenarios by their form. */
class ScenarioPagesTest extends RunningServer {

    @BeforeEach
    void assessed() {
        fill();
    }

    @Test
    void theFormSavesAScenarioThatCanBeSharedAndDeleted() {
        var browser = loggedIn(Role.PLANNER);

        var saved = submit(browser, Map.of("name", "Twice the growth", "growthFactor", "2", "threshold", "70"));

        var page = saved.headers().firstValue("Location").orElseThrow().replaceAll("^https?://[^/]+", "");
        assertThat(page).startsWith("/scenarios/");
        assertThat(send(loggedIn(Role.VIEWER), request(page)).body())
                .contains("Twice the growth", "grows 2 times as fast as forecast", "Full is 70")
                .doesNotContain("Adopt as the new baseline");
        var deleted = post(
                browser,
                page + "/delete",
                Map.of("_csrf", csrf(send(browser, request(page)).body())));
        assertThat(deleted.statusCode()).isEqualTo(302);
        assertThat(send(browser, request(page)).statusCode()).isEqualTo(404);
    }

    @Test
    void aWrongFieldIsNamedAndTheOthersAreKept() {
        var browser = loggedIn(Role.PLANNER);

        var refused = submit(browser, Map.of("name", "Mistyped", "growthFactor", "-2", "serverDays", "100"));
        var unreadable = submit(browser, Map.of("name", "Mistyped", "growthFactor", "fast"));

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body())
                .contains("“Times as fast as forecast” (-2) must be a number from 0 to 20.", "value=\"100\"");
        assertThat(unreadable.statusCode()).isEqualTo(422);
        assertThat(unreadable.body()).contains("Growth is “fast”: it must be a number.");
    }

    @Test
    void aShareIsToldInThePercentThatWereTypedToo() {
        var refused = submit(loggedIn(Role.PLANNER), Map.of("name", "Mistyped", "threshold", "140"));

        assertThat(refused.body())
                .contains("“Full is, % of capacity” (140 %, 1.4 as a share) must be a number from 0.05 to 1.");
    }

    @Test
    void anEventOfWhichOnlyTheNameWasTypedIsNotPassedOver() {
        var refused = submit(loggedIn(Role.PLANNER), Map.of("name", "Mistyped", "eventName", "Acme"));

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("An event&#39;s demand is empty: it must be a number", "value=\"Acme\"");
    }

    @Test
    void aScenarioThatWasAdoptedOnceStaysOnRecord() {
        var browser = loggedIn(Role.PLANNER);
        var page = submit(browser, Map.of("name", "Tried for a day", "threshold", "70"))
                .headers()
                .firstValue("Location")
                .orElseThrow()
                .replaceAll("^https?://[^/]+", "");
        var csrf = Map.of("_csrf", csrf(send(browser, request(page)).body()));

        post(browser, page + "/adoption", csrf);
        post(browser, page + "/adoption/end", csrf);

        assertThat(send(browser, request(page)).body()).doesNotContain("/delete\"");
        var refused = post(browser, page + "/delete", csrf);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("has been part of the baseline, so it stays on record.");
        assertThat(send(browser, request(page)).statusCode()).isEqualTo(200);
    }

    @Test
    void aViewerSavesNone() {
        var browser = loggedIn(Role.VIEWER);
        var form = send(browser, request("/scenarios")).body();

        assertThat(form).doesNotContain("Save and compare");
        assertThat(post(browser, "/scenarios", Map.of("name", "x", "_csrf", csrf(form)))
                        .statusCode())
                .isEqualTo(403);
    }

    private HttpClient loggedIn(Role role) {
        var browser = newBrowser();
        logIn(browser, userOf(role), PASSWORD);
        return browser;
    }

    private HttpResponse<String> submit(HttpClient browser, Map<String, String> fields) {
        var form = new LinkedHashMap<>(fields);
        form.put("_csrf", csrf(send(browser, request("/scenarios")).body()));
        return post(browser, "/scenarios", form);
    }
}

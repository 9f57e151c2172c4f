package dev.headroom.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.access.Role;
import dev.headroom.report.ReportRecipients;
import dev.headroom.testing.RunningServer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** The reports page and its API, and the one page that a signed link opens. */
class ReportsPageTest extends RunningServer {

    private static final String RECIPIENTS = "/api/v1/reports/recipients";
    private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f-]{36})\"");

    @Autowired
    private ReportRecipients recipients;

    @BeforeEach
    void assess() {
        fill();
    }

    @AfterEach
    void forget() {
        jdbc.sql("delete from report_recipient").update();
    }

    @Test
    void recipientsAreManagedByApiAndEachChangeIsAudited() {
        var added = call(
                "POST",
                RECIPIENTS,
                "{\"address\":\"Anna <anna@example.com>\",\"role\":\"finance\",\"language\":\"fr\",\"pdf\":true}");
        var id = id(added);
        var changed = call(
                "PUT",
                RECIPIENTS + "/" + id,
                "{\"role\":\"sre\",\"zone\":\"America/New_York\",\"currency\":\"USD\",\"day\":\"friday\"}");
        var preview = get("/api/v1/reports/weekly?format=text&recipient=" + id);
        var gone = call("DELETE", RECIPIENTS + "/" + id, null);

        assertThat(added.statusCode()).isEqualTo(201);
        assertThat(added.body()).contains("\"role\":\"finance\"", "\"language\":\"fr\"", "\"pdf\":true");
        assertThat(changed.body())
                .contains(
                        "\"role\":\"sre\"",
                        "\"zone\":\"America/New_York\"",
                        "\"currency\":\"USD\"",
                        "\"day\":\"friday\"");
        assertThat(preview.body()).contains("HOW FAR TO TRUST THIS");
        assertThat(gone.statusCode()).isEqualTo(204);
        assertThat(jdbc.sql(
                                "select action from audit_entry where subject = 'report-recipient:anna@example.com' order by sequence")
                        .query(String.class)
                        .list())
                .containsExactly("report-recipient.added", "report-recipient.changed", "report-recipient.removed");
    }

    @ParameterizedTest
    @CsvSource({
        "address, nobody",
        "role, ceo",
        "language, de",
        "zone, Mars/Olympus",
        "currency, XXXX",
        "day, someday",
    })
    void refusesWhatCanNotBeUsedByName(String field, String value) {
        var address = field.equals("address") ? value : "anna@example.com";
        var rest = field.equals("address") ? "" : ",\"%s\":\"%s\"".formatted(field, value);

        var answer = call("POST", RECIPIENTS, "{\"address\":\"%s\"%s}".formatted(address, rest));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"field\":\"" + field + "\"", value);
        assertThat(call("GET", RECIPIENTS, null).body()).contains("\"items\":[]");
    }

    @Test
    void aMailProgramEndsTheMailsWithOnePostAndNoCookie() {
        var id = id(call("POST", RECIPIENTS, "{\"address\":\"anna@example.com\"}"));
        var link = "/unsubscribe/" + recipients.token(UUID.fromString(id));

        var looked = send(newBrowser(), request(link));
        var before = call("GET", RECIPIENTS, null).body();
        var answer = oneClick(link);
        var again = oneClick(link);

        assertThat(looked.statusCode()).isEqualTo(200);
        assertThat(looked.body()).contains("anna@example.com", "No more weekly reports?");
        assertThat(before).contains("\"unsubscribedAt\":null");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("You are unsubscribed");
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(call("GET", RECIPIENTS, null).body()).doesNotContain("\"unsubscribedAt\":null");
        assertThat(oneClick("/unsubscribe/" + "A".repeat(54)).statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> oneClick(String link) {
        return send(
                HttpClient.newHttpClient(),
                request(link)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString("List-Unsubscribe=One-Click")));
    }

    @Test
    void administratorsManageRecipientsOnThePageAndViewersOnlyRead() {
        var browser = newBrowser();
        logIn(browser, "admin@example.com", PASSWORD);
        var token = csrf(send(browser, request("/reports")).body());

        var added = post(
                browser,
                "/reports/recipients",
                Map.of(
                        "_csrf",
                        token,
                        "address",
                        "cfo@example.com",
                        "role",
                        "finance",
                        "language",
                        "fr",
                        "day",
                        "friday"));
        var page = send(browser, request("/reports")).body();
        var refused = post(
                browser,
                "/reports/recipients",
                Map.of("_csrf", token, "address", "nobody", "role", "cto", "language", "en", "day", "monday"));
        var told = send(browser, request("/reports")).body();

        assertThat(added.statusCode()).isEqualTo(302);
        assertThat(page)
                .contains("cfo@example.com", "Finance, Français, Fridays at 08:00 Europe/Berlin", "SPRING_MAIL_HOST");
        assertThat(refused.statusCode()).isEqualTo(302);
        assertThat(told).contains("This must be a mail address");
        var viewer = newBrowser();
        logIn(viewer, userOf(Role.VIEWER), PASSWORD);
        var seen = send(viewer, request("/reports")).body();
        assertThat(seen).contains("cfo@example.com").doesNotContain("Add a recipient", "Send to all now");
        var tried = post(
                viewer,
                "/reports/recipients",
                Map.of(
                        "_csrf",
                        csrf(seen),
                        "address",
                        "x@example.com",
                        "role",
                        "cto",
                        "language",
                        "en",
                        "day",
                        "monday"));
        assertThat(tried.statusCode()).isEqualTo(403);
    }

    @Test
    void previewsTheMailUnderAPolicyOfItsOwn() {
        var browser = newBrowser();
        logIn(browser, "admin@example.com", PASSWORD);

        var preview = send(browser, request("/reports/preview"));

        assertThat(preview.statusCode()).isEqualTo(200);
        assertThat(preview.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).contains("default-src 'none'", "sandbox"));
        assertThat(preview.headers().allValues("Content-Security-Policy")).hasSize(1);
        assertThat(preview.body()).isEqualTo(get("/api/v1/reports/weekly").body());
    }

    private HttpResponse<String> call(String method, String path, @Nullable String body) {
        return send(
                newBrowser(),
                request(path)
                        .header("Authorization", "Bearer " + BOOTSTRAP_TOKEN)
                        .header("Content-Type", "application/json")
                        .method(
                                method,
                                body == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body)));
    }

    private static String id(HttpResponse<String> answer) {
        var id = ID.matcher(answer.body());
        assertThat(id.find()).as(answer.body()).isTrue();
        return id.group(1);
    }
}

package dev.headroom.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.headroom.assessment.Assessment;
import dev.headroom.assessment.Assessments;
import dev.headroom.assessment.Scenarios;
import dev.headroom.testing.SampleAssessment;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The dashboard in a real browser, from the log-in on. */
class DashboardTest extends BrowserTest {

    @Autowired
    private Assessments assessments;

    @Autowired
    private Scenarios scenarios;

    private Showcase showcase;

    @BeforeEach
    void history() {
        showcase = new Showcase(jdbc, scenarios);
        showcase.fill("seen");
    }

    @AfterEach
    void forget() {
        showcase.clear();
    }

    @Test
    void leadsFromTheLogInToTheVerdict() {
        var page = page(new Browser.NewContextOptions().setViewportSize(1440, 900));

        logIn(page, ADMINISTRATOR, PASSWORD);

        assertThat(page.url()).endsWith("/");
        assertThat(page.locator("h1").textContent()).contains("by 6 January 2027");
        assertThat(page.locator(".tile").first().textContent())
                .contains("Public bandwidth", "66\u00a0%", "7.90 of 12.0\u00a0Gbit/s", "week of 8 March 2027");
        assertThat(page.locator("main").textContent())
                .contains("February to April 2027", "− 42 days", "€212.00", "€79.00", "Own servers", "unknown");
    }

    @Test
    void turnsAWrongPasswordAwayInWords() {
        var page = page(new Browser.NewContextOptions());

        logIn(page, ADMINISTRATOR, "wrong password");

        assertThat(page.getByRole(AriaRole.ALERT).textContent()).contains("No account has this e-mail and password");
    }

    @Test
    void drawsChartsWithinThePolicyAndWithoutAnError() {
        var page = loggedIn(new Browser.NewContextOptions().setViewportSize(1440, 900));

        for (var path : List.of("/", "/plan", "/costs", "/forecast/workers/bandwidth-public")) {
            open(page, path);
            page.locator("canvas").first().waitFor();
            assertThat((Integer) page.evaluate("""
                            () => { const c = document.querySelector('canvas');
                                    const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;
                                    let n = 0; for (let i = 3; i < d.length; i += 4) if (d[i] > 0) n++; return n }"""))
                    .as("painted pixels on %s", path)
                    .isGreaterThan(1000);
        }

        assertThat(complaints).isEmpty();
    }

    @Test
    void saysHowOldTheFiguresAre() {
        var old = copy(SampleAssessment.workers(), -9);
        jdbc.sql("update assessment set generated_at = generated_at - interval '1 year' where id = ?")
                .param(SampleAssessment.ID)
                .update();
        assessments.save(old, Map.of());
        try {
            var page = loggedIn(new Browser.NewContextOptions());
            open(page, "/");

            assertThat(page.getByRole(AriaRole.STATUS).first().textContent())
                    .contains("days old", "the last good ones");
        } finally {
            remove(old);
            jdbc.sql("update assessment set generated_at = generated_at + interval '1 year' where id = ?")
                    .param(SampleAssessment.ID)
                    .update();
        }
    }

    @Test
    void proposesTheLinkThatTheDataSpeakFor() {
        var page = loggedIn(new Browser.NewContextOptions());

        open(page, "/links");

        assertThat(page.locator("main").textContent()).contains("much faster than the others");
        assertThat(page.getByLabel("Link of eth1 in seen").inputValue()).isEqualTo("private");
        assertThat(page.getByLabel("Link of eth0 in seen").inputValue()).isEqualTo("public");
    }

    @Test
    void saysWhatIsWrongWithAnAddressThatIsTried() {
        var page = loggedIn(new Browser.NewContextOptions());

        open(page, "/start");
        page.getByLabel("Address").fill("http://localhost:1");
        page.locator("button:text-is('Try it')").click();

        assertThat(page.locator(".banner.is-late").textContent()).contains("Nothing listens on port 1");
        assertThat(page.locator(".mend code").textContent()).startsWith("nc -vz localhost 1");
    }

    @Test
    void choosesTheZoneInTheGuideForTheNextStart() {
        var page = loggedIn(new Browser.NewContextOptions().setViewportSize(390, 844));

        open(page, "/start");
        assertThat(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .as("overflow on a phone")
                .isEqualTo(0);
        assertThat(page.locator("main").textContent()).contains("Read so far: nothing yet.");
        page.getByLabel("Zone in which a day begins").fill("Mars/Olympus");
        page.locator("form[action$='/start/place'] button").click();
        assertThat(page.locator(".banner.is-late").textContent()).contains("Mars/Olympus");
        page.getByLabel("Zone in which a day begins").fill("Europe/Paris");
        page.locator("form[action$='/start/place'] button").click();

        assertThat(page.locator(".banner.is-plan").textContent()).contains("Start Headroom again");
    }

    @Test
    void keepsTheChosenTheme() {
        var page = loggedIn(new Browser.NewContextOptions().setColorScheme(ColorScheme.LIGHT));

        open(page, "/");
        var button = page.locator("[data-component=theme-switch]");
        for (var theme : List.of("light", "dark")) {
            button.click();
            page.locator("[data-choice]:text-is('" + theme + "')").waitFor();
        }
        open(page, "/plan");

        assertThat(page.evaluate("document.documentElement.dataset.theme")).isEqualTo("dark");
    }

    @Test
    void namesAReferenceOnAMissingPage() {
        var page = loggedIn(new Browser.NewContextOptions());

        open(page, "/pools/no-such-pool");

        assertThat(page.locator("h1").textContent()).isEqualTo("There is no such page");
        assertThat(page.locator("main code").textContent()).matches("[0-9a-f]{8}");
    }

    private void remove(Assessment assessment) {
        jdbc.sql("delete from assessment_forecast where assessment_id = ?")
                .param(assessment.id())
                .update();
        jdbc.sql("delete from assessment where id = ?").param(assessment.id()).update();
    }

    private static Assessment copy(Assessment a, int daysLater) {
        return SampleAssessment.of(a, a.generatedAt().plus(daysLater, ChronoUnit.DAYS));
    }
}

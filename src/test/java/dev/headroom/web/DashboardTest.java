package dev.headroom.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import dev.headroom.assessment.Assessment;
import dev.headroom.assessment.Assessments;
import dev.headroom.inventory.Subject;
import dev.headroom.testing.RunningServer;
import dev.headroom.testing.SampleAssessment;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/** The dashboard in a real browser, from the log-in on. */
class DashboardTest extends RunningServer {

    private static final List<String> PAGES = List.of(
            "/",
            "/plan",
            "/scenarios",
            "/costs",
            "/nodes",
            "/nodes/worker-1",
            "/pools/workers",
            "/forecast/workers/bandwidth-public",
            "/forecast/workers/cpu",
            "/alerts",
            "/reports",
            "/health",
            "/accuracy",
            "/accuracy/replay");
    private static final String HOSTILE = "<img src=x onerror=alert(1)>\u202e=1+1" + "A".repeat(5000);

    private static final UnaryOperator<AxeBuilder> ALL_RULES =
            axe -> axe.withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"));
    private static final UnaryOperator<AxeBuilder> CONTRAST = axe -> axe.withRules(List.of("color-contrast"));

    private static Chromium chromium;
    private static @Nullable String session;

    @Autowired
    private Assessments assessments;

    private final List<String> complaints = new ArrayList<>();
    private final List<BrowserContext> contexts = new ArrayList<>();

    @BeforeAll
    static void start() {
        chromium = Chromium.launch();
    }

    @AfterAll
    static void stop() {
        chromium.close();
    }

    @BeforeEach
    void history() {
        fill();
        jdbc.sql("""
                        insert into daily_usage (subject_kind, subject_id, resource, day, mean, p95, max, covered, slots)
                        select 'pool', 'workers', 'bandwidth-public', date '2026-11-23' - i, v, v * 1.2, v * 1.5, 288, 288
                        from generate_series(0, 400) i, lateral (select 6.6e9 * (1 - i / 900.0)) as x (v)
                        on conflict do nothing""").update();
        jdbc.sql("insert into pool (id, name) values ('seen', 'seen') on conflict do nothing")
                .update();
        jdbc.sql("""
                        insert into node (id, name, pool_id, first_seen, last_seen) values
                          ('seen-1', 'seen-1', 'seen', now() - interval '9 days', now() - interval '30 hours'),
                          ('seen-2', 'seen-2', 'seen', now() - interval '29 hours', now()) on conflict do nothing""").update();
        jdbc.sql("""
                        insert into network_interface values
                          ('seen-2', 'eth0', 'public', 'physical interface', 1e10, 1e9, 2e9, now()),
                          ('seen-2', 'eth1', 'public', 'physical interface', 2.5e10, 1e9, 2e9, now()),
                          ('seen-2', 'wg0', null, 'virtual: repeats what a physical interface carries', null, 1e9, 2e9, now())
                        on conflict do nothing""").update();
        jdbc.sql("""
                        insert into fleet_question (kind, node_id, other_id, evidence, asked_at)
                        values ('renamed', 'seen-1', 'seen-2', 'They share the serial number.', now()) on conflict do nothing""").update();
    }

    @AfterEach
    void forget() {
        contexts.forEach(BrowserContext::close);
        jdbc.sql("delete from daily_usage where subject_id = 'workers'").update();
        for (var table : List.of("fleet_question", "network_interface")) {
            jdbc.sql("delete from " + table).update();
        }
        jdbc.sql("delete from node where pool_id = 'seen'").update();
        jdbc.sql("delete from pool where id = 'seen'").update();
    }

    @Test
    void leadsFromTheLogInToTheVerdict() {
        var page = page(new Browser.NewContextOptions().setViewportSize(1440, 900));

        logIn(page, PASSWORD);

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

        logIn(page, "wrong password");

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

    @ParameterizedTest
    @MethodSource("pages")
    void isAccessibleInBothThemesAndAllWidths(String path) {
        var page = loggedIn(new Browser.NewContextOptions());
        open(page, path);

        assertThat(violations(look(page, 1440, ColorScheme.LIGHT), ALL_RULES)).isEmpty();
        assertThat(violations(look(page, 390, ColorScheme.DARK), ALL_RULES)).isEmpty();
        assertThat(violations(look(page, 390, ColorScheme.LIGHT), CONTRAST)).isEmpty();
        assertThat(violations(look(page, 1440, ColorScheme.DARK), CONTRAST)).isEmpty();
        page.setViewportSize(320, 640);
        assertThat(sideways(page)).as("sideways at 320 pixels").isLessThanOrEqualTo(0);
        assertThat(complaints).isEmpty();
    }

    static List<String> pages() {
        return PAGES;
    }

    private static Page look(Page page, int width, ColorScheme theme) {
        page.setViewportSize(width, 844);
        // a color is measured as it stays, not on its way from one theme to the other
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme).setReducedMotion(ReducedMotion.REDUCE));
        assertThat(sideways(page)).as("sideways at %d pixels", width).isLessThanOrEqualTo(0);
        return page;
    }

    private static List<String> violations(Page page, UnaryOperator<AxeBuilder> rules) {
        return rules.apply(new AxeBuilder(page)).analyze().getViolations().stream()
                .map(rule -> rule.getId() + " " + rule.getNodes().getFirst().getHtml())
                .toList();
    }

    @Test
    void keepsSentencesAndTablesWithoutScript() {
        var page = loggedIn(new Browser.NewContextOptions().setJavaScriptEnabled(false));

        open(page, "/forecast/workers/bandwidth-public");
        assertThat(page.locator("h1").textContent()).contains("reaches 80 %");
        page.locator("summary", new Page.LocatorOptions().setHasText("Show the figures"))
                .click();
        assertThat(page.locator("figure table tbody tr").count()).isEqualTo(365 + 365);
        open(page, "/plan");
        assertThat(page.locator("main").textContent()).contains("Order 1 × AX162-S (hetzner)", "6 January 2027");
    }

    @Test
    void showsHostileNamesAsText() {
        var hostile = copy(SampleAssessment.workers(HOSTILE), 1);
        assessments.save(hostile, Map.of(Subject.pool("workers"), List.of(SampleAssessment.publicForecast())));
        try {
            var page = loggedIn(new Browser.NewContextOptions().setViewportSize(390, 844));

            for (var path : PAGES) {
                open(page, path);
                assertThat(page.locator("img").count()).as("images on %s", path).isZero();
                assertThat(page.content()).as("direction mark on %s", path).doesNotContain("\u202e");
                assertThat(sideways(page)).as("sideways scroll on %s", path).isLessThanOrEqualTo(0);
            }
            open(page, "/pools/workers");
            assertThat(page.locator("h1").textContent()).contains("<img src=x onerror=alert(1)>⟨U+202E⟩=1+1");
            assertThat(complaints).isEmpty();
        } finally {
            remove(hostile);
        }
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

    private static int sideways(Page page) {
        return (Integer) page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
    }

    private void remove(Assessment assessment) {
        jdbc.sql("delete from assessment_forecast where assessment_id = ?")
                .param(assessment.id())
                .update();
        jdbc.sql("delete from assessment where id = ?").param(assessment.id()).update();
    }

    private static Assessment copy(Assessment a, int daysLater) {
        return new Assessment(
                UUID.randomUUID(),
                a.asOf().plusDays(daysLater),
                a.generatedAt().plus(daysLater, ChronoUnit.DAYS),
                a.zone(),
                a.currency(),
                a.horizon(),
                a.verdict(),
                a.pools(),
                a.nodes(),
                a.plan(),
                a.costs(),
                a.data(),
                a.changes(),
                a.record());
    }

    /** A page of a browser that has logged in; one session is enough for all tests. */
    private Page loggedIn(Browser.NewContextOptions options) {
        if (session == null) {
            var first = page(new Browser.NewContextOptions());
            logIn(first, PASSWORD);
            session = first.context().storageState();
        }
        var page = page(options.setStorageState(session));
        open(page, "/");
        return page;
    }

    private void logIn(Page page, String password) {
        open(page, "/login");
        page.getByLabel("E-mail").fill("admin@example.com");
        page.getByLabel("Password").fill(password);
        page.locator("button.primary").click();
    }

    private Page page(Browser.NewContextOptions options) {
        var context = chromium.browser().newContext(options);
        contexts.add(context);
        var page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        page.onDialog(dialog -> complaints.add("dialog: " + dialog.message()));
        return page;
    }

    private void open(Page page, String path) {
        page.navigate("http://localhost:" + port + path);
    }
}

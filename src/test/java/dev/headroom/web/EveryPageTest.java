package dev.headroom.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import dev.headroom.assessment.Assessment;
import dev.headroom.assessment.Assessments;
import dev.headroom.assessment.Scenarios;
import dev.headroom.inventory.Subject;
import dev.headroom.testing.SampleAssessment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What holds of every page there is: for every eye, hand, width and theme, without script, and whatever a stranger has named things. */
class EveryPageTest extends BrowserTest {

    private static final String SCENARIO = "/scenarios/{scenario}";
    private static final String NO_PAGE = "/pools/no-such-pool";
    private static final String LOGIN = "/login";
    /** The mail as it is sent, under a policy of its own, without the dashboard's frame. */
    private static final String PREVIEW = "/reports/preview";

    private static final List<String> PAGES = List.of(
            "/",
            "/plan",
            "/purchases",
            "/purchases/" + Showcase.PURCHASE,
            "/scenarios",
            SCENARIO,
            "/costs",
            "/costs/cash-flow",
            "/costs/assumptions",
            "/costs/prices",
            "/costs/prices/bare-metal-servers",
            "/costs/prices/quotes",
            "/costs/prices/changes",
            "/nodes",
            "/nodes/worker-1",
            "/pools/workers",
            "/fleet",
            "/links",
            "/start",
            "/forecast/workers/bandwidth-public",
            "/forecast/workers/cpu",
            "/alerts",
            "/reports",
            PREVIEW,
            "/health",
            "/accuracy",
            "/accuracy/replay",
            "/administration/users",
            "/administration/audit",
            LOGIN,
            NO_PAGE);
    private static final String HOSTILE = "<img src=x onerror=alert(1)>\u202e=1+1" + "A".repeat(5000);
    private static final List<String> STANDARD = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

    /** Every element that takes the focus, in the order of the page. */
    private static final String STOPS = """
            () => {
              window.stops = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
                  .filter(e => !e.disabled && e.type !== 'hidden' && e.checkVisibility({ visibilityProperty: true }))
              return stops.map(e => e.outerHTML.slice(0, 120))
            }""";
    /** Where the focus is, and what is wrong with how it looks there. */
    private static final String FOCUS = """
            () => {
              const e = document.activeElement
              if (!e || e === document.body || e === document.documentElement) return [-1, '']
              const style = getComputedStyle(e), faults = []
              if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2) faults.push('no outline')
              const box = (e.closest('label') ?? e).getBoundingClientRect()
              if (style.display !== 'inline' && (box.width < 24 || box.height < 24)) faults.push(`${box.width} x ${box.height} pixels`)
              const first = e.getClientRects()[0]
              const left = Math.max(first.left, 0), right = Math.min(first.right, innerWidth)
              const top = Math.max(first.top, 0), bottom = Math.min(first.bottom, innerHeight)
              const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2)
              if (left >= right || top >= bottom) faults.push('out of sight')
              else if (!hit || !(e.contains(hit) || hit.contains(e))) faults.push('covered by ' + hit?.outerHTML.slice(0, 80))
              return [stops.indexOf(e), faults.length ? faults.join(', ') + ': ' + e.outerHTML.slice(0, 120) : '']
            }""";

    private static final String WIDE = """
            () => [...document.querySelectorAll('body *')].filter(e => !e.closest('.scroll *') && e.getBoundingClientRect().right > innerWidth)
                .slice(-3).map(e => e.outerHTML.slice(0, 200))""";
    private static final String MOVING = """
            () => [...document.querySelectorAll('*')].filter(e => {
              const style = getComputedStyle(e)
              return [style.transitionDuration, style.animationDuration].some(t => t.split(',').some(d => parseFloat(d) > 0.01))
            }).map(e => e.outerHTML.slice(0, 80))""";

    @Autowired
    private Assessments assessments;

    @Autowired
    private Scenarios scenarios;

    private Showcase showcase;

    static List<String> pages() {
        return PAGES;
    }

    @BeforeEach
    void showcase() {
        showcase = new Showcase(jdbc, scenarios);
    }

    @AfterEach
    void clear() {
        showcase.clear();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void isAccessibleInBothThemesAndAllWidthsAndStandsStillWhereAsked(String path) {
        showcase.fill("seen");
        var page = visitor(path, new Browser.NewContextOptions().setReducedMotion(ReducedMotion.REDUCE));
        show(page, path);
        if (path.equals(PREVIEW)) {
            page = unboxed(page);
        }

        assertThat(violations(look(page, 1440, ColorScheme.LIGHT))).isEmpty();
        assertThat(faint(look(page, 1440, ColorScheme.DARK))).isEmpty();
        assertThat(violations(look(page, 390, ColorScheme.DARK))).isEmpty();
        assertThat(faint(look(page, 390, ColorScheme.LIGHT))).isEmpty();
        page.setViewportSize(320, 256); // a window of 1280 by 1024, four times as large
        assertThat(sideways(page))
                .as("sideways at 320 pixels: %s", strings(page, WIDE))
                .isLessThanOrEqualTo(0);
        assertThat(strings(page, MOVING)).as("moves").isEmpty();
        assertThat(complaints).isEmpty();
    }

    /** The same mail in a page whose policy lets the checker run. */
    private Page unboxed(Page page) {
        var copy = page(new Browser.NewContextOptions().setReducedMotion(ReducedMotion.REDUCE));
        copy.setContent(page.content());
        return copy;
    }

    private static Page look(Page page, int width, ColorScheme theme) {
        page.setViewportSize(width, 844);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));
        assertThat(sideways(page))
                .as("sideways at %d pixels: %s", width, strings(page, WIDE))
                .isLessThanOrEqualTo(0);
        return page;
    }

    private static List<String> violations(Page page) {
        return found(axe(page).withTags(STANDARD));
    }

    /** What the theme decides, at a width that another theme has been judged at. */
    private static List<String> faint(Page page) {
        return found(axe(page).withRules(List.of("color-contrast")));
    }

    private static AxeBuilder axe(Page page) {
        var options = new AxeRunOptions();
        options.setResultTypes(List.of("violations"));
        return new AxeBuilder(page).options(options);
    }

    private static List<String> found(AxeBuilder axe) {
        return axe.analyze().getViolations().stream()
                .map(rule -> rule.getId() + " " + rule.getNodes().getFirst().getHtml())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void isReachedByKeyboardAloneInOrderAndInSight(String path) {
        showcase.fill("seen");
        var page = visitor(path, new Browser.NewContextOptions().setViewportSize(1280, 800));
        show(page, path);
        page.waitForFunction(
                "() => [...document.querySelectorAll('figure[data-component]')].every(f => f.querySelector('canvas'))");
        var stops = strings(page, STOPS);

        var reached = new ArrayList<Integer>();
        var faults = new ArrayList<String>();
        Set<Integer> seen = new HashSet<>();
        int last = -2;
        for (int press = 0; press < 8 * stops.size() + 8; press++) { // a date has a stop for each of its parts
            page.keyboard().press("Tab");
            var focus = (List<?>) page.evaluate(FOCUS);
            int stop = (Integer) focus.getFirst();
            if (stop != last && stop >= 0) {
                if (!seen.add(stop)) {
                    break;
                }
                reached.add(stop);
                if (!focus.get(1).equals("")) {
                    faults.add((String) focus.get(1));
                }
            }
            last = stop;
        }

        Collections.rotate(reached, -reached.indexOf(0)); // a form may begin with its first field
        assertThat(reached).as("order of %s", stops).isSorted();
        assertThat(stops).as("stops that the keyboard misses").hasSameSizeAs(reached);
        assertThat(faults).isEmpty();
    }

    @Test
    void keepsSentencesAndTablesWithoutScript() {
        showcase.fill("seen");
        for (var path : PAGES) {
            var page = visitor(path, new Browser.NewContextOptions().setJavaScriptEnabled(false));

            open(page, path(path));

            assertThat(page.locator("h1").count()).as("headings of %s", path).isOne();
            assertThat(page.locator("h1").textContent()).isNotBlank();
            assertThat(page.locator("figure[data-component]:not(:has(table tbody tr))")
                            .count())
                    .as("pictures without figures on %s", path)
                    .isZero();
            assertThat(page.locator("button:visible:not(form button, [form])").count())
                    .as("buttons that do nothing on %s", path)
                    .isZero();
            page.context().close();
        }
    }

    @Test
    void showsHostileNamesAsText() {
        showcase.fill(HOSTILE);
        var hostile = hostile();
        assessments.save(hostile, Map.of(Subject.pool("workers"), List.of(SampleAssessment.publicForecast())));
        try {
            var page = loggedIn(new Browser.NewContextOptions().setViewportSize(390, 844));

            for (var path : PAGES) {
                show(page, path);
                assertThat(page.locator("img[src=x]").count())
                        .as("images on %s", path)
                        .isZero();
                assertThat(page.locator("html").textContent())
                        .as("text of %s", path)
                        .doesNotContain("\u202e", "A".repeat(700));
                assertThat(sideways(page)).as("sideways scroll on %s", path).isLessThanOrEqualTo(0);
                assertThat(complaints).as(path).isEmpty();
            }
            open(page, "/pools/workers");
            assertThat(page.locator("h1").textContent()).contains("<img src=x onerror=alert(1)>⟨U+202E⟩=1+1");
        } finally {
            jdbc.sql("delete from assessment_forecast where assessment_id = ?")
                    .param(hostile.id())
                    .update();
            jdbc.sql("delete from assessment where id = ?").param(hostile.id()).update();
        }
    }

    private static Assessment hostile() {
        var sample = SampleAssessment.workers(HOSTILE);
        return SampleAssessment.of(sample, sample.generatedAt().plusSeconds(86_400));
    }

    /** A page of the reader that a path is for: a stranger logs in. */
    private Page visitor(String path, Browser.NewContextOptions options) {
        return path.equals(LOGIN) ? page(options) : loggedIn(options);
    }

    /** Opens a page; that the browser notes a missing one is no complaint. */
    private void show(Page page, String path) {
        open(page, path(path));
        if (path.equals(NO_PAGE)) {
            complaints.removeIf(complaint -> complaint.contains("status of 404"));
        }
    }

    private String path(String path) {
        return path.equals(SCENARIO) ? "/scenarios/" + showcase.scenario().id() : path;
    }

    private static List<String> strings(Page page, String script) {
        return ((List<?>) page.evaluate(script)).stream().map(String::valueOf).toList();
    }
}

package dev.headroom.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.headroom.access.Role;
import dev.headroom.assessment.Scenarios;
import dev.headroom.testing.TestMetricStore;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What an SRE comes for: to connect, to mend, to let people in and out, and to see that everybody is told. */
class SreJourneysTest extends BrowserTest {

    @Autowired
    private Scenarios scenarios;

    @AfterEach
    void leaveNothing() {
        new Showcase(jdbc, scenarios).clear();
        jdbc.sql("delete from report_recipient").update();
        jdbc.sql("delete from chosen_setting").update();
    }

    @Test
    void theFirstStepsLeadFromAnAddressToALeadTime() {
        new Showcase(jdbc, scenarios).fill("seen");
        try (var store = TestMetricStore.victoriaMetrics()) {
            store.importText("node_memory_MemTotal_bytes{instance=\"db-7:9100\",job=\"node\"} 68719476736 "
                    + Instant.now().minusSeconds(60).toEpochMilli() + "\n");
            store.flush();
            var page = loggedIn(new Browser.NewContextOptions().setViewportSize(1440, 900));
            open(page, "/start");

            page.getByLabel("Address").fill(store.url().toString());
            follow(button(page, "Try it"));
            var seen = page.getByRole(AriaRole.STATUS).first().textContent();
            follow(page.locator("form[action='/links'] button:text-is('Confirm')"));
            follow(page.locator("form[action='/start/pools'] button"));
            page.getByLabel("Days from order to delivery of a server").fill("56");
            follow(page.locator("form[action='/start/lead-time'] button"));

            assertThat(seen).contains("VictoriaMetrics answers", "db-7");
            assertThat(page.locator(".steps > li.done h2").allTextContents())
                    .contains("Confirm the links", "Confirm the pools", "Lead time and currency");
            assertThat(page.getByLabel("Days from order to delivery of a server")
                            .inputValue())
                    .isEqualTo("56");
            assertThat(complaints).isEmpty();
        }
    }

    @Test
    void aCheckNamesWhatIsWrongAndItsMendIsCopied() {
        var page = loggedIn(new Browser.NewContextOptions()
                .setViewportSize(1440, 900)
                .setPermissions(List.of("clipboard-read", "clipboard-write")));
        open(page, "/");

        page.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName("Data").setExact(true))
                .click();
        follow(button(page, "Check now"));
        var finding = page.locator("article.finding").first();
        var mend = finding.locator("pre code").textContent();
        finding.getByText("Copy", new Locator.GetByTextOptions().setExact(true)).click();

        assertThat(page.locator("#checks + p").textContent()).contains("checks");
        assertThat(finding.locator("p").first().textContent()).isNotBlank();
        assertThat(mend).isNotBlank();
        finding.getByText("Copied").waitFor();
        assertThat(page.evaluate("navigator.clipboard.readText()")).isEqualTo(mend);
        assertThat(complaints).isEmpty();
    }

    @Test
    void aUserComesChangesRoleLeavesAndTheAuditChainHoldsIt() {
        var page = loggedIn(Role.ADMINISTRATOR);
        open(page, "/administration/users");

        page.getByLabel("E-mail").fill("journey@example.com");
        page.getByLabel("First password").fill("a sentence that is long enough");
        page.getByLabel("Role", new Page.GetByLabelOptions().setExact(true)).selectOption("viewer");
        follow(button(page, "Add"));
        page.getByLabel("Role of journey@example.com").selectOption("planner");
        follow(row(page, "journey@example.com").getByText("Change", new Locator.GetByTextOptions().setExact(true)));
        var role = page.getByLabel("Role of journey@example.com").inputValue();
        follow(row(page, "journey@example.com").getByText("End access"));
        var state = row(page, "journey@example.com").locator(".status").textContent();
        follow(page.getByText("Audit chain"));
        follow(page.getByText("Verify now"));

        assertThat(role).isEqualTo("planner");
        assertThat(state).contains("Ended");
        assertThat(page.locator(".banner").textContent()).contains("chain holds");
        assertThat(page.getByLabel("Audit rows")
                        .locator("tbody tr")
                        .filter(new Locator.FilterOptions().setHasText("journey@example.com"))
                        .count())
                .isEqualTo(3);
        assertThat(complaints).isEmpty();
    }

    @Test
    void anAlertIsSeenToAndSnoozed() {
        new Showcase(jdbc, scenarios).fill("seen");
        jdbc.sql("update alert set acknowledged_by = null, acknowledged_at = null where key = 'showcase'")
                .update();
        var page = loggedIn(new Browser.NewContextOptions().setViewportSize(1440, 900));
        open(page, "/alerts");

        follow(page.getByText("I see to it"));
        follow(page.getByText("Snooze 7 days"));

        assertThat(page.locator("article.card").textContent()).contains("Seen to by " + ADMINISTRATOR, "Snoozed until");
        assertThat(complaints).isEmpty();
    }

    @Test
    void aRecipientIsAddedAndReadsInThePreviewWhatWillBeSent() {
        var page = loggedIn(new Browser.NewContextOptions().setViewportSize(1440, 900));
        open(page, "/reports");

        page.getByLabel("Mail address").fill("cfo@example.com");
        page.getByLabel("Written for").last().selectOption("finance");
        page.getByLabel("Language").last().selectOption("fr");
        follow(page.locator("form[action='/reports/recipients'] button"));
        var told = page.getByRole(AriaRole.STATUS).first().textContent();
        page.getByText("Preview of the next").click();
        page.waitForURL("**/reports/preview**");

        assertThat(told).contains("cfo@example.com gets the report from now on");
        assertThat(page.locator("html").getAttribute("lang")).isEqualTo("fr");
        assertThat(page.locator("body").textContent()).contains("au plus tard le 6 janvier 2027");
        assertThat(complaints).isEmpty();
    }

    private static Locator row(Page page, String text) {
        return page.locator("tbody tr").filter(new Locator.FilterOptions().setHasText(text));
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}

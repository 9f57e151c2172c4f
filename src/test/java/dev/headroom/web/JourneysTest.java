package dev.headroom.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import de.siegmar.fastcsv.reader.CsvReader;
import dev.headroom.access.Role;
import dev.headroom.assessment.AssessmentRun;
import dev.headroom.catalog.PriceBooks;
import dev.headroom.testing.AssessedFleet;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.w3c.dom.Element;

/** What a CTO and a person of finance come for, from the log-in to what they take away, on a fleet that is assessed for real. */
@AssessedFleet
class JourneysTest extends BrowserTest {

    private static final Pattern MONEY = Pattern.compile("-?€[0-9,]+\\.[0-9]{2}");

    @Autowired
    private AssessmentRun run;

    @Autowired
    private PriceBooks books;

    @BeforeEach
    @Override
    void assessed() {
        AssessedFleet.Baseline.of(jdbc, run);
    }

    @AfterEach
    void takeAllBack() {
        jdbc.sql("delete from purchase_delivery").update();
        jdbc.sql("delete from purchase").update();
        jdbc.sql("update adoption set ended_by = 'test', ended_at = now() where ended_at is null")
                .update();
        books.change(books.newest(), books.version(1).orElseThrow().contents(), "test", "as it was");
    }

    @Test
    void theCtoGoesFromTheVerdictToTheWorstForecastAndItsQueryInTwoClicks() {
        var page = page(new Browser.NewContextOptions().setViewportSize(1440, 900));
        logIn(page, ADMINISTRATOR, PASSWORD);
        var verdict = heading(page);
        var worst = page.locator(".tile h3").first().textContent();

        follow(link(page, "^Forecast of "));
        page.getByText("The queries behind it").click();

        assertThat(verdict).startsWith("Order ").contains(" for web ");
        assertThat(heading(page)).startsWith(worst).contains(" reaches ");
        assertThat(page.getByLabel("Queries").textContent()).contains("node_cpu_seconds_total");
        assertThat(complaints).isEmpty();
    }

    @Test
    void theCtoGoesFromThePlanToItsNextOrderWeighsTheOddsAndProposesIt() {
        var page = loggedIn(Role.ADMINISTRATOR);
        open(page, "/");

        follow(link(page, "^Plan$"));
        var order = page.locator("article.order").first();
        var what = order.locator("h3").textContent().replace("Order ", "");
        var monthly = order.locator("strong").filter(money()).first().textContent();
        order.getByText("The odds, by the day of the order").click();
        var odds = order.getByLabel(Pattern.compile("^Odds")).locator("tbody tr");
        var early = percent(odds.first());
        var late = percent(odds.last());
        follow(order.getByText("Propose this purchase"));

        assertThat(early).isLessThan(late);
        assertThat(page.url()).contains("/purchases/");
        assertThat(heading(page)).isEqualTo(what);
        assertThat(page.locator("main").textContent()).contains("Proposed", monthly, ADMINISTRATOR);
        open(page, "/plan");
        assertThat(page.locator("article.order").first().textContent()).contains("This order has been proposed");
        assertThat(complaints).isEmpty();
    }

    @Test
    void theCtoTriesTwiceTheGrowthComparesAdoptsAndTakesItBack() {
        var page = loggedIn(Role.ADMINISTRATOR);
        open(page, "/");

        follow(link(page, "^What if$"));
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("Twice the growth");
        page.getByLabel("Times as fast as forecast").fill("2");
        follow(page.getByText("Save and compare"));
        page.getByText("In days").waitFor();
        var compared = page.locator("main").textContent();
        follow(page.getByText("Adopt as the new baseline"));
        var adopted = page.locator("main").textContent();
        follow(link(page, "^Scenarios$"));
        var inForce = page.locator("main").textContent();
        follow(link(page, "^Twice the growth$").first());
        follow(page.getByText("Undo the adoption"));

        assertThat(compared).contains("Demand grows 2 times as fast as forecast", "days earlier", "Over 12 months");
        assertThat(adopted).contains("In force");
        assertThat(inForce).contains("Today's plan already counts on", "adopted by " + ADMINISTRATOR);
        assertThat(page.locator("main").textContent()).contains("Adopt as the new baseline");
        assertThat(complaints).isEmpty();
    }

    @Test
    void theCtoReadsTheCostsInAnotherCurrencyAndFindsTheirSources() {
        var page = loggedIn(Role.ADMINISTRATOR);
        open(page, "/");

        follow(link(page, "^Costs$"));
        var euros = page.locator("table").filter(money()).first().textContent();
        page.getByLabel("Currency").selectOption("USD");
        follow(page.getByText("Convert", new Page.GetByTextOptions().setExact(true)));
        var dollars = page.locator("main").textContent();
        page.getByText(Pattern.compile("^[0-9]+ sources$")).first().click();

        assertThat(euros).contains("€");
        assertThat(page.url()).endsWith("currency=USD");
        assertThat(dollars).contains("$", "USD").doesNotContainPattern(MONEY);
        assertThat(page.locator("dl.pairs details[open] li").first().textContent())
                .containsPattern("20[0-9]{2}-[0-9]{2}-[0-9]{2}");
        assertThat(complaints).isEmpty();
    }

    @Test
    void aSecondPersonApprovesAndFinanceOrdersNotesTheDeliveryAndTheService() {
        var first = loggedIn(Role.APPROVER);
        open(first, "/plan");
        follow(first.getByText("Propose this purchase").first());
        var purchase = first.url().replaceFirst("^http://[^/]+", "");
        follow(button(first, "Approve"));
        var refused = first.getByRole(AriaRole.ALERT).textContent();

        var second = loggedIn(Role.ADMINISTRATOR);
        open(second, purchase);
        follow(button(second, "Approve"));
        var finance = loggedIn(Role.FINANCE);
        open(finance, purchase);
        var expected = finance.getByLabel("Expected in service").first().inputValue();
        finance.getByLabel("Purchase order").first().fill("PO-2027-001");
        follow(button(finance, "It is ordered"));
        follow(button(finance, "It is delivered"));
        follow(button(finance, "All of it serves"));

        assertThat(refused).contains("second person");
        assertThat(expected).isNotEmpty();
        assertThat(finance.locator(".page-head .status").textContent()).contains("In service");
        assertThat(finance.locator("main").textContent()).contains("PO-2027-001");
        assertThat(finance.getByLabel("History").locator("tbody tr").allTextContents())
                .hasSize(5)
                .allSatisfy(row -> assertThat(row).contains("purchase"));
        complaints.removeIf(complaint -> complaint.contains("status of 422")); // the refusal, as it should be
        assertThat(complaints).isEmpty();
    }

    @Test
    void financeEntersABudgetAndSeesWhatIsLeftOfItWithTheNextAssessment() {
        var page = loggedIn(Role.FINANCE);
        open(page, "/costs/cash-flow");
        follow(link(page, "^Enter one$|^Cash flow$").first());
        open(page, "/costs/prices/budgets");
        var quarter = LocalDate.now().getYear() + 1 + "-Q1";
        page.getByLabel("Quarter").fill(quarter);
        page.getByLabel("Amount").fill("9000");
        page.getByLabel("Currency").fill("EUR");
        page.getByLabel("Source").fill("board");
        page.getByLabel("As of").fill("2026-11-24");
        follow(button(page, "Save"));
        assertThat(page.locator("table").first().textContent()).contains(quarter, "9000", "board");

        run.run();
        follow(link(page, "^Cash flow$").first());

        var row = page.getByLabel("Budgets").locator("tbody tr").filter(text(quarter));
        var cells = row.locator("td").allTextContents();
        assertThat(cells.getFirst()).isEqualTo("€9,000.00");
        assertThat(cents(cells.get(1)) + cents(cells.get(2))).isEqualTo(9_000_00);
        assertThat(complaints).isEmpty();
    }

    @Test
    void whatFinanceDownloadsHoldsTheFiguresOfThePage() throws Exception {
        var page = loggedIn(Role.FINANCE);
        open(page, "/costs/cash-flow");
        var months = page.locator("figure tbody tr").all().stream()
                .map(row -> row.locator("td").nth(1).getAttribute("data-value"))
                .map(JourneysTest::plain)
                .toList();

        var csv = download(page, "CSV");
        var xlsx = download(page, "XLSX");

        try (var rows = CsvReader.builder().ofNamedCsvRecord(csv.path())) {
            assertThat(rows.stream()
                            .map(row -> plain(row.getField("cumulative")))
                            .toList())
                    .isEqualTo(months);
        }
        var cells = cells(xlsx.path());
        int cumulative = cells.getFirst().indexOf("cumulative");
        assertThat(cells.stream().skip(1).map(row -> plain(row.get(cumulative))).toList())
                .isEqualTo(months);
        assertThat(complaints).isEmpty();
    }

    @Test
    void financeChangesAPriceAndSeesWhatTheNewVersionChanged() {
        var page = loggedIn(Role.FINANCE);
        open(page, "/costs/prices");
        follow(link(page, "^Servers$"));
        page.getByLabel("Find").fill("AX162-R");
        follow(button(page, "Show"));
        follow(link(page, "^Edit .*AX162-R").first());
        var price = page.getByLabel("Price monthly");
        var before = price.inputValue();
        price.fill(before.replaceFirst("^[0-9]+", Integer.toString(Integer.parseInt(before.split("\\.")[0]) + 11)));
        var after = price.inputValue();
        page.getByLabel("Why", new Page.GetByLabelOptions().setExact(true))
                .first()
                .fill("the new list");
        follow(button(page, "Save"));

        open(page, "/costs/prices");
        follow(link(page, "^What version [0-9]+ changed$").first());

        assertThat(heading(page)).endsWith("1 row changed");
        assertThat(page.getByLabel("Changed rows").textContent())
                .contains("AX162-R", "Price monthly: " + before + " → " + after);
        assertThat(complaints).isEmpty();
    }

    private static String heading(Page page) {
        return page.locator("h1").textContent();
    }

    private static Locator link(Page page, String name) {
        return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile(name)));
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator.FilterOptions money() {
        return new Locator.FilterOptions().setHasText(MONEY);
    }

    private static Locator.FilterOptions text(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }

    private static Download download(Page page, String name) {
        return page.waitForDownload(() -> link(page, "^" + name + "$").click());
    }

    /** Reads the first sheet's cells as a spreadsheet program would. */
    private static List<List<String>> cells(Path workbook) throws Exception {
        try (var files = new ZipFile(workbook.toFile())) {
            var strings = elementsOf(files, "xl/sharedStrings.xml", "si").stream()
                    .map(Element::getTextContent)
                    .toList();
            return elementsOf(files, "xl/worksheets/sheet1.xml", "row").stream()
                    .map(row -> elements(row, "c").stream()
                            .map(cell -> cell.getAttribute("t").equals("s")
                                    ? strings.get(Integer.parseInt(cell.getTextContent()))
                                    : cell.getTextContent())
                            .toList())
                    .toList();
        }
    }

    private static List<Element> elementsOf(ZipFile files, String name, String tag) throws Exception {
        try (var in = files.getInputStream(files.getEntry(name))) {
            return elements(
                    DocumentBuilderFactory.newInstance()
                            .newDocumentBuilder()
                            .parse(in)
                            .getDocumentElement(),
                    tag);
        }
    }

    private static List<Element> elements(Element parent, String tag) {
        var found = parent.getElementsByTagName(tag);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> (Element) found.item(i))
                .toList();
    }

    private static double percent(Locator odds) {
        return Double.parseDouble(odds.locator("td").first().textContent().replaceAll("[^0-9.]", ""));
    }

    private static long cents(String money) {
        return Long.parseLong(money.replaceAll("[^0-9]", "")) * (money.contains("-") || money.contains("−") ? -1 : 1);
    }

    private static String plain(String number) {
        return new BigDecimal(number.replace(",", ""))
                .setScale(2, RoundingMode.HALF_EVEN)
                .toPlainString();
    }
}

package dev.headroom.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import dev.headroom.catalog.PriceBooks;
import dev.headroom.cost.Assumption;
import dev.headroom.cost.BoughtServers;
import dev.headroom.cost.CloudDemand;
import dev.headroom.testing.Records;
import dev.headroom.testing.RunningServer;
import dev.headroom.testing.SampleAssessment;
import dev.headroom.testing.Spreadsheet;
import java.math.BigDecimal;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The same figure on the page, in the mail, in CSV and XLSX and by the API: to the cent, in both currencies. */
class OneTruthTest extends RunningServer {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Currency EUR = Currency.getInstance("EUR");
    private static final LocalDate DAY = LocalDate.of(2026, 11, 24);
    private static final LocalDate JANUARY = LocalDate.of(2027, 1, 1);
    private static final int SAMPLED = 50;
    private static final List<String> LINES =
            List.of("compute", "storage", "egress", "controlPlane", "staff", "other", "total");
    private static final Pattern ROW = Pattern.compile("<tr[^>]*>(.*?)</tr>", Pattern.DOTALL);
    private static final Pattern CELL = Pattern.compile("<t[hd][^>]*>(.*?)</t[hd]>", Pattern.DOTALL);

    @Autowired
    private Assessments assessments;

    @Autowired
    private PriceBooks books;

    private final HttpClient browser = newBrowser();
    private final Map<String, String> mails = new TreeMap<>();
    private final Map<String, Map<String, BigDecimal>> figures = new TreeMap<>();

    @BeforeEach
    void assessed() {
        fill();
        assessments.save(assessment(), Map.of());
        logIn(browser, "admin@example.com", PASSWORD);
    }

    @Test
    void everyChannelTellsTheSameFigure() {
        for (var currency : List.of("EUR", "USD")) {
            comparison(currency);
            cashFlow(currency);
        }
        plan();
        var everywhere = figures.keySet().stream()
                .filter(name -> figures.get(name).keySet().containsAll(List.of("page", "mail", "csv", "xlsx", "api")))
                .toList();
        var names = new TreeSet<String>(everywhere);
        var all = List.copyOf(figures.keySet());
        var random = new SplittableRandom(50);
        while (names.size() < SAMPLED) {
            names.add(all.get(random.nextInt(all.size())));
        }

        assertThat(everywhere).hasSizeGreaterThanOrEqualTo(20);
        assertThat(names).allSatisfy(name -> {
            var told = figures.get(name);
            assertThat(told.keySet()).as(name).contains("page", "csv", "xlsx", "api");
            assertThat(told.values())
                    .as("%s: %s", name, told)
                    .allSatisfy(amount -> assertThat(amount).isEqualByComparingTo(told.get("api")));
        });
    }

    private void comparison(String currency) {
        var path = "/api/v1/costs/comparison?currency=" + currency;
        var api = JSON.readTree(get(path).body());
        var options = new ArrayList<JsonNode>();
        options.add(api.at("/bareMetal"));
        api.at("/clouds").valueStream().forEach(options::add);
        for (var option : options) {
            for (var line : LINES) {
                amount(option.at("/byMonth/0/" + line), name(currency, option, "first", line), "api");
                amount(option.at("/total/" + line), name(currency, option, "all", line), "api");
            }
        }
        rows(get(path + "&format=csv").body()).forEach(row -> comparisonRow(row, row.get("month"), currency, "csv"));
        new Spreadsheet(bytes(path + "&format=xlsx"))
                .rows(1)
                .forEach(row -> comparisonRow(row, day(row.get("month")), currency, "xlsx"));
        var page = page("/costs?currency=" + currency);
        comparisonPage(page, "First month, line by line", "first", currency);
        comparisonPage(page, "All months, line by line", "all", currency);
        var report = "/api/v1/reports/weekly?language=en&role=finance&currency=" + currency + "&format=";
        new Spreadsheet(bytes(report + "xlsx")).rows(3).forEach(row -> {
            var option = option(row.get("Provider"), row.get("Commitment"));
            if (!row.get("In all").isEmpty()) {
                note(
                        currency + " " + option + " first total",
                        "mailed workbook",
                        new BigDecimal(row.get("First month")));
                note(currency + " " + option + " all total", "mailed workbook", new BigDecimal(row.get("In all")));
            }
        });
        var mail = get(report + "html").body();
        mails.put(currency, mail);
        for (var cells : table(mail, "The same demand on")) {
            var option =
                    cells.getFirst().replace("1 year", "1-year commitment").replace("3 years", "3-year commitment");
            told(currency + " " + option + " first total", "mail", cells.get(1));
            told(currency + " " + option + " all total", "mail", cells.get(2));
        }
    }

    private void comparisonRow(Map<String, String> row, String month, String currency, String channel) {
        assertThat(row.get("currency")).isEqualTo(currency);
        for (var line : LINES) {
            var option = option(row.get("provider"), row.get("commitment"));
            if (row.get(line).isEmpty()) {
                continue;
            }
            var amount = new BigDecimal(row.get(line));
            if (month.equals(JANUARY.toString())) {
                note(currency + " " + option + " first " + line, channel, amount);
            }
            figures.computeIfAbsent(currency + " " + option + " all " + line, key -> new TreeMap<>())
                    .merge(channel, amount, BigDecimal::add);
        }
    }

    private void comparisonPage(String page, String region, String when, String currency) {
        for (var cells : table(page, region)) {
            for (int i = 0; i < LINES.size(); i++) {
                told(currency + " " + cells.getFirst() + " " + when + " " + LINES.get(i), "page", cells.get(i + 1));
            }
        }
    }

    private void cashFlow(String currency) {
        var path = "/api/v1/costs/cash-flow?currency=" + currency;
        JSON.readTree(get(path).body()).at("/months").valueStream().forEach(month -> {
            var name = currency + " cash flow " + month.at("/month").asString();
            amount(month.at("/depreciation"), name + " depreciation", "api");
            amount(month.at("/cumulative"), name + " in all", "api");
            amount(month.at("/oneTime"), name + " once", "api");
        });
        rows(get(path + "&format=csv").body()).forEach(row -> cashFlowRow(row, row.get("month"), currency, "csv"));
        new Spreadsheet(bytes(path + "&format=xlsx"))
                .rows(1)
                .forEach(row -> cashFlowRow(row, day(row.get("month")), currency, "xlsx"));
        var page = page("/costs/cash-flow?currency=" + currency);
        var months = Pattern.compile("datetime=\"(\\d{4}-\\d{2}-01)\"").matcher(page);
        for (var cells : table(page, "Figures: cash flow by month")) {
            assertThat(months.find()).isTrue();
            var name = currency + " cash flow " + months.group(1);
            told(name + " in all", "page", cells.get(2));
            told(name + " once", "page", cells.get(3));
            told(name + " depreciation", "page", cells.get(7));
        }
    }

    private void cashFlowRow(Map<String, String> row, String month, String currency, String channel) {
        var name = currency + " cash flow " + month;
        note(name + " depreciation", channel, new BigDecimal(row.get("depreciation")));
        note(name + " in all", channel, new BigDecimal(row.get("cumulative")));
        note(name + " once", channel, new BigDecimal(row.get("oneTime")));
    }

    /** Prices of orders stand in sentences, on the page and in the mail. */
    private void plan() {
        var page = text(page("/plan"));
        var mail = text(mails.get("EUR"));
        var price = Pattern.compile("€(?<once>[0-9,.]+) once, €(?<monthly>[0-9,.]+) a month"
                + "|€(?<again>[0-9,.]+) a month, €(?<first>[0-9,.]+) once");
        JSON.readTree(get("/api/v1/plan").body()).at("/orders").valueStream().forEach(order -> {
            if (!order.at("/kind").asString().equals("server")) {
                return;
            }
            var name = "order " + order.at("/id").asString();
            amount(order.at("/oneTime"), name + " once", "api");
            amount(order.at("/monthly"), name + " a month", "api");
            for (var channel : Map.of("page", page, "mail", mail).entrySet()) {
                var found = price.matcher(channel.getValue());
                assertThat(found.find()).as(channel.getKey()).isTrue();
                boolean mailed = found.group("once") != null;
                told(name + " once", channel.getKey(), found.group(mailed ? "once" : "first"));
                told(name + " a month", channel.getKey(), found.group(mailed ? "monthly" : "again"));
            }
        });
        rows(get("/api/v1/plan?format=csv").body()).forEach(row -> planRow(row, "csv"));
        new Spreadsheet(bytes("/api/v1/plan?format=xlsx")).rows(1).forEach(row -> planRow(row, "xlsx"));
    }

    private void planRow(Map<String, String> row, String channel) {
        if (row.get("kind").equals("server")) {
            note("order " + row.get("id") + " once", channel, new BigDecimal(row.get("oneTime")));
            note("order " + row.get("id") + " a month", channel, new BigDecimal(row.get("monthly")));
        }
    }

    private void amount(JsonNode amount, String name, String channel) {
        if (!amount.isNull()) {
            note(name, channel, new BigDecimal(amount.at("/amount").asString()));
        }
    }

    /** Notes what a reader sees: {@code €1,272.00}; unknown and empty cells tell nothing. */
    private void told(String name, String channel, String shown) {
        var digits = shown.replace("−", "-").replaceAll("[^0-9.-]", "");
        if (digits.matches("-?[0-9]+(\\.[0-9]{2})?")) {
            assertThat(digits).as("%s: %s", name, shown).contains(".");
            note(name, channel, new BigDecimal(digits));
        }
    }

    private void note(String name, String channel, BigDecimal amount) {
        figures.computeIfAbsent(name, key -> new TreeMap<>()).put(channel, amount);
    }

    private static String name(String currency, JsonNode option, String when, String line) {
        return currency + " "
                + option(
                        option.at("/provider").asString(),
                        option.at("/commitment").asString("")) + " " + when + " " + line;
    }

    private static String option(String provider, String commitment) {
        var name = switch (provider) {
            case "aws" -> "AWS";
            case "gcp" -> "Google Cloud";
            case "azure" -> "Azure";
            default -> "Own servers";
        };
        return switch (commitment) {
            case "on-demand" -> name + ", on demand";
            case "1y" -> name + ", 1-year commitment";
            case "3y" -> name + ", 3-year commitment";
            default -> name;
        };
    }

    private static List<List<String>> table(String html, String mark) {
        int at = html.indexOf(mark);
        assertThat(at).as(mark).isPositive();
        int start = html.lastIndexOf("<table", at) > html.lastIndexOf("</table>", at)
                ? html.lastIndexOf("<table", at)
                : html.indexOf("<table", at);
        var rows = new ArrayList<List<String>>();
        var row = ROW.matcher(html.substring(start, html.indexOf("</table>", start)));
        while (row.find()) {
            if (row.group(1).contains("scope=\"col\"")) {
                continue;
            }
            var cells = new ArrayList<String>();
            var cell = CELL.matcher(row.group(1));
            while (cell.find()) {
                cells.add(text(cell.group(1)));
            }
            rows.add(cells);
        }
        assertThat(rows).as(mark).isNotEmpty();
        return rows;
    }

    private static String text(String html) {
        return html.replaceAll("<[^>]*>", " ")
                .replace("&nbsp;", " ")
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static List<Map<String, String>> rows(String csv) {
        return CsvReader.builder().ofNamedCsvRecord(csv).stream()
                .map(record -> record.getFieldsAsMap())
                .toList();
    }

    /** Returns the day that a spreadsheet keeps as a number. */
    private static String day(String serial) {
        return LocalDate.of(1899, 12, 30)
                .plusDays(new BigDecimal(serial).longValue())
                .toString();
    }

    private String page(String path) {
        var answer = send(browser, request(path));
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }

    private byte[] bytes(String path) {
        try {
            return browser.send(
                            request(path)
                                    .header("Authorization", "Bearer " + BOOTSTRAP_TOKEN)
                                    .build(),
                            HttpResponse.BodyHandlers.ofByteArray())
                    .body();
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The sample's fleet, with costs that were really computed and so can be told in another currency. */
    private Assessment assessment() {
        var sample = SampleAssessment.workers();
        var oneTime = new ArrayList<>(Collections.nCopies(60, BigDecimal.ZERO));
        oneTime.set(2, new BigDecimal("79.33"));
        var demand = new ArrayList<CloudDemand>();
        for (int m = 0; m < 60; m++) {
            demand.add(new CloudDemand(
                    BigDecimal.valueOf(150 + m * 1.37),
                    751_619_276_800L,
                    109_951_162_777_600L + m * 777_777_777_777L,
                    0));
        }
        var inputs = new CostInputs(
                books.newest(),
                DAY,
                JANUARY,
                EUR,
                36,
                demand,
                oneTime,
                Collections.nCopies(60, new BigDecimal("1484.37")),
                List.of(new BoughtServers("own", 3, -7, null, new BigDecimal("7999.99"))),
                List.of(
                        new Assumption(Assumption.Kind.STAFF, new BigDecimal("1234.56"), "board", "2026"),
                        new Assumption(Assumption.Kind.DISCOUNT_RATE, new BigDecimal("0.05"), "board", "2026")));
        var comparison = new Comparison(inputs, books.current(), EUR);
        var own = comparison.own(List.of("price book"));
        var kept = sample.costs();
        assertThat(kept).isNotNull();
        var costs = new CostAssessment(
                kept.asOf(),
                36,
                own,
                comparison.clouds(own),
                kept.assumptions(),
                comparison.exchange().orElse(null),
                inputs,
                kept.cashFlow());
        return Records.with(
                sample,
                Map.of("id", UUID.randomUUID(), "generatedAt", Instant.parse("2026-11-24T02:15:00Z"), "costs", costs));
    }
}

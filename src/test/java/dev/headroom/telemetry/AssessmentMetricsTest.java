package dev.headroom.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.telemetry.AssessmentSamples.Gauge;
import dev.headroom.testing.RunningServer;
import dev.headroom.testing.SampleAssessment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssessmentMetricsTest extends RunningServer {

    private static final Path DOCS = Path.of("docs");
    private static final Pattern NAME = Pattern.compile("headroom_[a-z_]*[a-z]");

    @BeforeEach
    void assess() {
        fill();
    }

    @Test
    void givesTheVeryValuesOfTheLatestAssessment() {
        var samples = samples();

        assertThat(samples)
                .containsEntry("headroom_runway_seconds{pool=\"workers\",resource=\"bandwidth-public\"}", 111.0 * 86400)
                .containsEntry(
                        "headroom_resource_usable{pool=\"workers\",resource=\"bandwidth-public\",unit=\"bitsPerSecond\"}",
                        9.6e9)
                .containsEntry(
                        "headroom_order_by_timestamp_seconds{pool=\"workers\",resource=\"bandwidth-public\"}",
                        start(LocalDate.of(2027, 1, 6)))
                .containsEntry(
                        "headroom_crossing_timestamp_seconds{level=\"0.5\",limit=\"threshold\",pool=\"workers\",resource=\"bandwidth-public\"}",
                        start(LocalDate.of(2027, 3, 14)))
                .containsEntry(
                        "headroom_forecast_demand{horizon_days=\"90\",level=\"0.9\",pool=\"workers\",resource=\"bandwidth-public\",unit=\"bitsPerSecond\"}",
                        SampleAssessment.publicForecast().points().get(89).p90())
                .containsEntry(
                        "headroom_resource_status{pool=\"workers\",resource=\"bandwidth-private\",status=\"unknown\"}",
                        1.0)
                .containsEntry("headroom_plan_state{state=\"optimal\"}", 1.0)
                .containsEntry(
                        "headroom_plan_cost{currency=\"EUR\"}",
                        SampleAssessment.workers().plan().totalCost().amount().doubleValue());
    }

    @Test
    void hasNoSeriesForWhatIsUnknown() {
        var privateLink = samples().keySet().stream()
                .filter(series -> series.contains("resource=\"bandwidth-private\""))
                .map(series -> series.substring(0, series.indexOf('{')))
                .collect(Collectors.toSet());

        assertThat(privateLink)
                .containsExactlyInAnyOrder(
                        "headroom_resource_used", "headroom_resource_threshold_ratio", "headroom_resource_status");
        assertThat(samples().keySet())
                .noneMatch(series -> series.startsWith("headroom_runway_seconds") && series.contains("\"memory\""));
    }

    @Test
    void answersATokenThatMayReadAndNobodyElse() {
        assertThat(send(newBrowser(), request("/actuator/prometheus")).statusCode())
                .isEqualTo(401);
        assertThat(scrapeWith("finance").statusCode()).isEqualTo(403);
        assertThat(scrapeWith("read").statusCode()).isEqualTo(200);
        var browser = newBrowser();
        logIn(browser, "admin@example.com", PASSWORD);
        assertThat(send(browser, request("/actuator/prometheus")).statusCode()).isEqualTo(200);
    }

    @Test
    void passesPromtoolsCheckOfNamesAndUnits() throws Exception {
        var ours = get("/actuator/prometheus")
                .body()
                .lines()
                .filter(line -> line.contains("headroom_"))
                .collect(Collectors.joining("\n", "", "\n"));

        assertThat(promtool(ours, "check", "metrics")).isEqualTo("0: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"check rules headroom-rules.yml", "test rules headroom-rules.test.yml"})
    void alertRulesPassPromtool(String arguments) throws Exception {
        assertThat(promtool("", arguments.split(" "))).startsWith("0: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"grafana/headroom.json", "prometheus/headroom-rules.yml", "prometheus/headroom-rules.test.yml"})
    void dashboardAndRulesUseOnlyMetricsThatExist(String file) throws IOException {
        assertThat(known()).containsAll(namesIn(file));
    }

    @Test
    void everyMetricIsDocumentedAndNoOther() throws IOException {
        assertThat(namesIn("metrics.md")).isEqualTo(known());
    }

    private static Set<String> known() {
        return Stream.concat(Gauge.metrics().stream(), Stream.of("headroom_report_deliveries_total"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> namesIn(String file) throws IOException {
        return NAME.matcher(Files.readString(DOCS.resolve(file)))
                .results()
                .map(match -> match.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private java.net.http.HttpResponse<String> scrapeWith(String scope) {
        var created = send(
                newBrowser(),
                request("/api/v1/tokens")
                        .header("Authorization", "Bearer " + BOOTSTRAP_TOKEN)
                        .header("Content-Type", "application/json")
                        .POST(java.net.http.HttpRequest.BodyPublishers.ofString(
                                "{\"name\":\"scraper\",\"scopes\":[\"" + scope + "\"]}")));
        var token = Pattern.compile("\"token\":\"([^\"]+)\"").matcher(created.body());
        assertThat(token.find()).as(created.body()).isTrue();
        return send(newBrowser(), request("/actuator/prometheus").header("Authorization", "Bearer " + token.group(1)));
    }

    private Map<String, Double> samples() {
        return get("/actuator/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith("headroom_"))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.lastIndexOf(' ')),
                        line -> Double.valueOf(line.substring(line.lastIndexOf(' ') + 1))));
    }

    private static double start(LocalDate day) {
        return day.atStartOfDay(ZoneId.of("Europe/Berlin")).toEpochSecond();
    }

    private static String promtool(String input, String... arguments) throws IOException, InterruptedException {
        var command = Stream.concat(Stream.of("promtool"), Stream.of(arguments)).toList();
        var process = new ProcessBuilder(command)
                .directory(DOCS.resolve("prometheus").toFile())
                .redirectErrorStream(true)
                .start();
        process.outputWriter().append(input).close();
        var said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return process.exitValue() + ": " + said;
    }
}

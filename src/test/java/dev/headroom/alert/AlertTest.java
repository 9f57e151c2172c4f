package dev.headroom.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.headroom.assessment.Assessment;
import dev.headroom.assessment.OrderBy;
import dev.headroom.assessment.PoolAssessment;
import dev.headroom.assessment.ResourceAssessment;
import dev.headroom.assessment.Status;
import dev.headroom.catalog.PriceBooks;
import dev.headroom.report.PlainMails;
import dev.headroom.testing.Records;
import dev.headroom.testing.RunningServer;
import dev.headroom.testing.SampleAssessment;
import dev.headroom.testing.TestClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Alerts on the real database, told to a hook that listens on this machine. */
class AlertTest extends RunningServer {

    private static final String SECRET = "a secret of the tests";
    private static final Instant START = Instant.parse("2026-11-24T09:00:00Z");
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);

    @Autowired
    private AlertStore alerts;

    @Autowired
    private NoticeStore notices;

    @Autowired
    private PlainMails mails;

    @Autowired
    private PriceBooks prices;

    @Autowired
    private TransactionTemplate transaction;

    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final List<@Nullable String> signatures = new CopyOnWriteArrayList<>();
    private final TestClock clock = new TestClock(START);
    private volatile int answer = 200;
    private HttpServer hook;
    private AlertWatch watch;

    @BeforeEach
    void listen() throws IOException {
        jdbc.sql("truncate alert, alert_notice").update();
        hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hook.createContext("/", exchange -> {
            signatures.add(exchange.getRequestHeaders().getFirst(Hooks.SIGNATURE));
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            if (answer == 302) {
                exchange.getResponseHeaders().add("Location", "/elsewhere");
            }
            exchange.sendResponseHeaders(answer, -1);
            exchange.close();
        });
        hook.start();
        var url = URI.create("http://127.0.0.1:" + hook.getAddress().getPort() + "/hook");
        watch = new AlertWatch(
                alerts,
                notices,
                mails,
                new AlertProperties(List.of(), null, url, SECRET, List.of("127.0.0.1"), true),
                clock);
    }

    @AfterEach
    void stop() {
        watch.stop();
        hook.stop(0);
        jdbc.sql("truncate alert, alert_notice").update();
    }

    private void look(Assessment assessment) {
        transaction.executeWithoutResult(status -> watch.look(assessment, prices.current(), 100_000, List.of()));
        watch.tell();
    }

    /** The sample with only its public link, whose order is due on a day; data are complete up to the day before. */
    private Assessment due(@Nullable LocalDate day) {
        var sample = SampleAssessment.workers();
        var pool = sample.pools().getFirst();
        var link = pool.resource(SampleAssessment.PUBLIC).orElseThrow();
        var resource = new ResourceAssessment(
                link.resource(),
                link.used(),
                link.usedOn(),
                link.capacity(),
                link.utilization(),
                link.threshold(),
                link.usable(),
                link.bindingLimit(),
                link.crossing(),
                link.usableCrossing(),
                link.runwayDays(),
                day == null ? null : OrderBy.of(day.plusDays(45), 42, 3, 0),
                day == null ? Status.OK : Status.PLAN,
                link.reason());
        return assessment(
                sample, List.of(new PoolAssessment(pool.id(), pool.name(), null, 6, List.of(resource))), 0.99);
    }

    private Assessment assessment(Assessment sample, List<PoolAssessment> pools, double coverage) {
        return Records.with(
                SampleAssessment.of(sample, clock.instant()),
                Map.of(
                        "pools",
                        pools,
                        "data",
                        new Assessment.DataQuality(
                                coverage,
                                sample.data().oldestDay(),
                                sample.data().newestDay(),
                                6,
                                List.of())));
    }

    @Test
    void aNoisyMonthGivesOneAlertToldOnce() {
        for (int day = 0; day < 30; day++) {
            int noise = new int[] {0, 6, -5, 9, -2, 12, 3, -7, 8, -1}[day % 10];
            look(due(TODAY.plusDays(day + 28 + noise))); // 21 to 40 days away: in and out of the first limit
            clock.advance(Duration.ofDays(1));
        }

        assertThat(alerts.newest(10)).singleElement().matches(Alert::isOpen);
        assertThat(bodies).hasSize(1);
    }

    @Test
    void eachLimitIsToldOnceAsTheDateComesNearer() {
        var orderBy = TODAY.plusDays(40);
        var told = new ArrayList<Long>();
        for (int day = 0; day < 45; day++) {
            int before = bodies.size();
            look(due(orderBy));
            if (bodies.size() > before) {
                told.add(ChronoUnit.DAYS.between(TODAY.plusDays(day), orderBy));
            }
            clock.advance(Duration.ofDays(1));
        }

        assertThat(told).containsExactly(30L, 14L, 0L);
        assertThat(alerts.newest(10)).hasSize(1);
    }

    @Test
    void endsOnlyWhenAllHasBeenWellForAWeekAndTellsIt() {
        look(due(TODAY.plusDays(20)));
        for (int day = 0; day < 6; day++) {
            clock.advance(Duration.ofDays(1));
            look(due(null));
        }
        assertThat(alerts.newest(10)).singleElement().matches(Alert::isOpen);

        clock.advance(Duration.ofDays(2));
        look(due(null));
        look(due(null));

        assertThat(alerts.newest(10)).singleElement().matches(alert -> !alert.isOpen());
        assertThat(bodies).hasSize(2);
        assertThat(bodies.getLast()).contains("\"status\":\"resolved\"");
    }

    @Test
    void lostDataAreToldAndWaverWithoutFlapping() {
        for (double coverage : new double[] {0.85, 0.92, 0.89, 0.94, 0.88}) {
            look(assessment(SampleAssessment.workers(), List.of(), coverage));
            clock.advance(Duration.ofHours(6));
        }

        assertThat(bodies).singleElement().asString().contains("HeadroomDatalost", "85.0");
    }

    @Test
    void aSnoozedAlertTellsItsWorseningWhenItWakes() {
        look(due(TODAY.plusDays(20)));
        var id = alerts.newest(1).getFirst().id();
        alerts.snooze(id, START.plus(Duration.ofDays(10)));

        clock.advance(Duration.ofDays(8));
        look(due(TODAY.plusDays(20)));
        assertThat(bodies).hasSize(1);
        clock.advance(Duration.ofDays(3));
        look(due(TODAY.plusDays(20)));

        assertThat(bodies).hasSize(2);
    }

    @Test
    void hooksGetWhatAlertmanagerSendsSigned() {
        look(due(TODAY.plusDays(10)));

        var body = bodies.getFirst();
        var json = JsonMapper.builder().build().readTree(body);
        assertThat(json.get("version").asString()).isEqualTo("4");
        assertThat(json.get("status").asString()).isEqualTo("firing");
        var alert = json.get("alerts").get(0);
        assertThat(alert.get("labels").get("alertname").asString()).isEqualTo("HeadroomOrderdue");
        assertThat(alert.get("annotations").get("summary").asString())
                .isEqualTo("Order for Public bandwidth of workers by 4 December 2026");
        assertThat(signatures).containsExactly(Hooks.signature(SECRET, START.getEpochSecond(), body));
        assertThat(Hooks.signature("key", 1, "{}"))
                .isEqualTo("t=1,v1=1ba6b8171186efc613e8bcc0cbdab2748f24984d7c5a84faa2637afa0e40d224");
    }

    @Test
    void aRedirectIsNotFollowed() {
        answer = 302;

        look(due(TODAY.plusDays(10)));

        assertThat(bodies).hasSize(1);
        assertThat(states()).containsExactly("failed: The hook answered 302, and redirects are not followed.");
    }

    @Test
    void whatAnswersWithAnErrorIsTriedAgainForThreeDays() {
        answer = 503;
        look(due(TODAY.plusDays(10)));
        assertThat(states()).containsExactly("waiting: The hook answered 503.");
        clock.advance(Duration.ofMinutes(1));
        answer = 200;

        watch.tell();

        assertThat(states()).containsExactly("sent: ");
        assertThat(bodies).hasSize(2);
    }

    private List<String> states() {
        return jdbc.sql("select state || ': ' || reason from alert_notice")
                .query(String.class)
                .list();
    }

    @Test
    void aHookMayOnlyBeAtAHostThatIsAllowed() {
        for (var url : List.of("http://169.254.169.254/latest", "https://evil.example.com/x", "file:///etc/passwd")) {
            assertThatThrownBy(() -> new AlertProperties(
                            List.of(), null, URI.create(url), SECRET, List.of("hooks.slack.com"), true))
                    .hasMessageContaining("HEADROOM_ALERTS_WEBHOOK_URL");
        }
        try (var hooks = new Hooks()) {
            assertThat(hooks.post(URI.create("http://169.254.169.254/latest"), "{}", null, START))
                    .isInstanceOf(Notice.Outcome.Refused.class);
        }
    }

    @Test
    void acknowledgingAndSnoozingAreAudited() {
        look(due(TODAY.plusDays(10)));
        var id = alerts.newest(1).getFirst().id();

        var acknowledged = call("/api/v1/alerts/" + id + "/acknowledge", "");
        var snoozed = call(
                "/api/v1/alerts/" + id + "/snooze",
                "{\"until\":\"" + Instant.now().plus(Duration.ofDays(7)).truncatedTo(ChronoUnit.SECONDS) + "\"}");
        var refused = call("/api/v1/alerts/" + id + "/snooze", "{\"until\":\"2020-01-01T00:00:00Z\"}");
        var unknown = call("/api/v1/alerts/" + UUID.randomUUID() + "/acknowledge", "");

        assertThat(acknowledged).startsWith("200").contains("\"acknowledgedBy\":\"");
        assertThat(snoozed).startsWith("200").contains("\"snoozedUntil\":\"");
        assertThat(refused).startsWith("400").contains("\"field\":\"until\"");
        assertThat(unknown).startsWith("404");
        assertThat(jdbc.sql("select action from audit_entry where subject = ? order by sequence")
                        .param("alert:" + id)
                        .query(String.class)
                        .list())
                .containsExactly("alert.acknowledged", "alert.snoozed");
        var browser = newBrowser();
        logIn(browser, "admin@example.com", PASSWORD);
        assertThat(send(browser, request("/alerts")).body())
                .contains("1 open alert", "Order for Public bandwidth of workers by 4 December 2026", "Snoozed until");
    }

    private String call(String path, String body) {
        var response = send(
                newBrowser(),
                request(path)
                        .header("Authorization", "Bearer " + BOOTSTRAP_TOKEN)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
        return response.statusCode() + " " + response.body();
    }
}

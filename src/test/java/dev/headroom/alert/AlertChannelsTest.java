package dev.headroom.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import dev.headroom.assessment.Assessment;
import dev.headroom.catalog.BookRow;
import dev.headroom.catalog.BookTable;
import dev.headroom.catalog.PriceBook;
import dev.headroom.catalog.PriceBooks;
import dev.headroom.procurement.Purchase;
import dev.headroom.procurement.PurchaseState;
import dev.headroom.report.TestMails;
import dev.headroom.testing.RunningServer;
import dev.headroom.testing.SampleAssessment;
import dev.headroom.testing.TestClock;
import dev.headroom.units.Money;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every kind of alert over every channel: Slack and a webhook that listen on this machine, and a mail server. */
class AlertChannelsTest extends RunningServer {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SECRET = "a secret of the tests";
    private static final LocalDate TODAY = LocalDate.of(2026, 12, 1);

    @Autowired
    private AlertStore alerts;

    @Autowired
    private NoticeStore notices;

    @Autowired
    private PriceBooks prices;

    @Autowired
    private TransactionTemplate transaction;

    private final TestClock clock = new TestClock(Instant.parse("2026-12-01T09:00:00Z"));
    private final GreenMail smtp = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final Map<String, List<String>> posted = new ConcurrentHashMap<>();
    private final Map<String, Integer> answers = new ConcurrentHashMap<>();
    private HttpServer hooks;
    private AlertWatch watch;

    @BeforeEach
    void listen() throws IOException {
        fill();
        jdbc.sql("truncate alert, alert_notice").update();
        smtp.start();
        hooks = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hooks.createContext("/", exchange -> {
            var path = exchange.getRequestURI().getPath();
            posted.computeIfAbsent(path, key -> new CopyOnWriteArrayList<>())
                    .add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(answers.getOrDefault(path, 200), -1);
            exchange.close();
        });
        hooks.start();
        watch = new AlertWatch(
                alerts,
                notices,
                TestMails.through(smtp.getSmtp().getPort(), clock),
                new AlertProperties(
                        List.of("oncall@example.com"),
                        hook("/slack"),
                        hook("/webhook"),
                        SECRET,
                        List.of("127.0.0.1"),
                        true),
                clock);
    }

    @AfterEach
    void stop() {
        watch.stop();
        hooks.stop(0);
        smtp.stop();
        jdbc.sql("truncate alert, alert_notice").update();
    }

    @Test
    void aPriceThatGrowsOldIsToldOnce() {
        for (int day = 0; day < 30; day++) {
            look("workers", book(null), 150, List.of()); // the price was noted on some day of summer
            clock.advance(Duration.ofDays(7));
        }

        assertThat(told("HeadroomPricestale"))
                .singleElement()
                .satisfies(
                        alert -> assertThat(alert.at("/annotations/description").asString())
                                .contains("older than 150 days"));
    }

    @Test
    void aQuoteIsTold14And3DaysBeforeItEndsAndIsOverAfterwards() {
        var book = book(TODAY.plusDays(20));
        var days = new ArrayList<Integer>();
        for (int day = 0; day < 24; day++) {
            int before = told("HeadroomQuoteexpiring").size();
            look("workers", book, 100_000, List.of());
            if (told("HeadroomQuoteexpiring").size() > before) {
                days.add(20 - day);
            }
            clock.advance(Duration.ofDays(1));
        }

        assertThat(days).containsExactly(14, 3, -2);
        assertThat(told("HeadroomQuoteexpiring").getLast().at("/status").asString())
                .isEqualTo("resolved");
        assertThat(told("HeadroomQuoteexpiring")
                        .getFirst()
                        .at("/annotations/summary")
                        .asString())
                .isEqualTo("Quote Q-77 for hetzner/AX162-R ends on 21 December 2026");
    }

    @Test
    void anOrderThatIsLateIsToldAtOnceAndAfterAWeek() {
        var order = List.of(ordered(TODAY));
        var days = new ArrayList<Integer>();
        for (int day = 0; day < 12; day++) {
            int before = told("HeadroomOrderlate").size();
            look("workers", prices.current(), 100_000, order);
            if (told("HeadroomOrderlate").size() > before) {
                days.add(day);
            }
            clock.advance(Duration.ofDays(1));
        }

        assertThat(days).containsExactly(1, 8);
        assertThat(alerts.newest(50))
                .filteredOn(alert -> alert.kind() == AlertKind.ORDER_LATE)
                .hasSize(1);
    }

    @Test
    void eachChannelGetsItInItsOwnWords() throws Exception {
        clock.moveTo(Instant.parse("2026-12-30T09:00:00Z"));

        look("<!channel> & <https://evil.example.com|here>", prices.current(), 100_000, List.of());

        assertThat(posted.get("/slack"))
                .anySatisfy(body -> assertThat(JSON.readTree(body).at("/text").asString())
                        .contains(
                                "*Order for Public bandwidth of &lt;!channel&gt; &amp; &lt;https://evil.example.com|here&gt;"
                                        + " by 6 January 2027*",
                                "<https://headroom.example.com/alerts|Acknowledge or snooze>"));
        assertThat(told("HeadroomOrderdue"))
                .singleElement()
                .satisfies(alert ->
                        assertThat(alert.at("/labels/severity").asString()).isEqualTo("warning"));
        assertThat(smtp.getReceivedMessages()).anySatisfy(mail -> {
            assertThat(mail.getSubject()).startsWith("[Capacity] Order for Public bandwidth of ");
            assertThat(mail.getAllRecipients()[0].toString()).isEqualTo("oncall@example.com");
            assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
            assertThat(GreenMailUtil.getBody(mail)).contains("https://headroom.example.com/alerts");
        });
    }

    @Test
    void thePageSaysWhoWasToldWhoWillBeAndWhoCouldNotBe() {
        answers.put("/slack", 404);
        answers.put("/webhook", 503);

        look("workers", prices.current(), 100_000, List.of(ordered(TODAY.minusDays(1))));

        assertThat(page())
                .contains(
                        "Told e-mail to oncall@example.com, 1 December 2026, 10:00",
                        "Not told Slack at 127.0.0.1, 1 December 2026, 10:00. The hook answered 404.",
                        "Tried again the webhook at 127.0.0.1, 1 December 2026, 10:01. The hook answered 503.");
        clock.advance(Duration.ofMinutes(1));
        answers.clear();
        watch.tell();
        assertThat(page())
                .contains("Told the webhook at 127.0.0.1, 1 December 2026, 10:01, attempt 2")
                .doesNotContain("503");
        assertThat(JSON.readTree(get("/api/v1/alerts").body()).findValues("state"))
                .extracting(JsonNode::asString)
                .contains("sent", "failed")
                .doesNotContain("waiting");
        assertThat(get("/api/v1/alerts?format=csv").body()).contains("127.0.0.1: failed");
    }

    private String page() {
        var browser = newBrowser();
        logIn(browser, "admin@example.com", PASSWORD);
        return send(browser, request("/alerts"))
                .body()
                .replaceAll("<[^>]*>", " ")
                .replaceAll("\\s+", " ");
    }

    private void look(String pool, PriceBook book, int staleAfter, List<Purchase> purchases) {
        transaction.executeWithoutResult(
                status -> watch.look(upToYesterday(SampleAssessment.workers(pool)), book, staleAfter, purchases));
        watch.tell();
    }

    /** What the webhook was told under a name, in order. */
    private List<JsonNode> told(String name) {
        return posted.getOrDefault("/webhook", List.of()).stream()
                .map(body -> JSON.readTree(body).at("/alerts/0"))
                .filter(alert -> alert.at("/labels/alertname").asString().equals(name))
                .toList();
    }

    private URI hook(String path) {
        return URI.create("http://127.0.0.1:" + hooks.getAddress().getPort() + path);
    }

    /** The shipped book, in which what the sample plan buys can still be ordered, and perhaps a quote. */
    private PriceBook book(LocalDate quotedUntil) {
        var shipped = PriceBook.shipped().contents();
        var contents = quotedUntil == null
                ? shipped.with(
                        BookTable.BARE_METAL_SERVERS,
                        shipped.csv(BookTable.BARE_METAL_SERVERS).replace(",AX162-R,", ",AX162-S,"))
                : shipped.with(BookTable.QUOTES, List.of(quote(quotedUntil)));
        return PriceBooks.draft(contents, TODAY).orElseThrow();
    }

    private static BookRow quote(LocalDate until) {
        var cells = new HashMap<String, String>();
        cells.putAll(Map.of("reference", "Q-77", "vendor", "hetzner", "model", "AX162-R", "quantity", "3"));
        cells.putAll(Map.of("price_monthly", "250", "currency", "EUR", "valid_until", until.toString()));
        cells.putAll(Map.of("source", "letter", "as_of", "2026-11-24", "confidence", "high"));
        return new BookRow(BookTable.QUOTES, cells);
    }

    private Assessment upToYesterday(Assessment sample) {
        return SampleAssessment.of(sample, clock.instant());
    }

    private static Purchase ordered(LocalDate expected) {
        var price = Money.of("79", "EUR");
        return new Purchase(
                UUID.randomUUID(),
                PurchaseState.ORDERED,
                "workers",
                Purchase.Kind.SERVER,
                "hetzner/AX162-S",
                2,
                0,
                0,
                price,
                price,
                null,
                null,
                null,
                null,
                "capacity",
                null,
                null,
                expected,
                Instant.EPOCH,
                "cto@example.com",
                null,
                null,
                expected.minusDays(60),
                null,
                null,
                false,
                null,
                List.of(),
                List.of(),
                1);
    }
}

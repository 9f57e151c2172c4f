package dev.headroom.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.headroom.doctor.Finding.Outcome;
import dev.headroom.inventory.Links;
import dev.headroom.metrics.MetricStore;
import dev.headroom.metrics.MetricsSettings;
import dev.headroom.testing.TestClock;
import dev.headroom.testing.TestDatabase;
import dev.headroom.testing.TestMetricStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Faults are planted, one at a time, into a Headroom that has none. */
class DoctorTest {

    private static final Instant NOW = Instant.now();

    private static TestMetricStore healthy;
    private static TestDatabase database;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        healthy = TestMetricStore.victoriaMetrics();
        fill(healthy, new ClinicFleet(NOW));
        database = TestDatabase.create();
        collected(database, "complete", null, 20);
    }

    @AfterAll
    static void stop() {
        healthy.close();
    }

    @Test
    void findsNothingWhereNothingIsWrong() throws IOException {
        var diagnosis = diagnose(Map.of());

        assertThat(diagnosis.troubles()).isEmpty();
        assertThat(diagnosis.isHealthy()).isTrue();
        assertThat(diagnosis.count(Outcome.PASSED)).isGreaterThanOrEqualTo(40);
    }

    @Test
    void asksAboutEachCheckAndSaysWhatItsFailureDoes() {
        assertThat(Check.values()).hasSizeGreaterThanOrEqualTo(24);
        assertThat(Check.values())
                .allSatisfy(check -> assertThat(check.effect()).endsWith("."));
    }

    record Sick(Check check, UnaryOperator<ClinicFleet> change) {
        @Override
        public String toString() {
            return check.id();
        }
    }

    static Stream<Sick> sickFleets() {
        return Stream.of(
                new Sick(Check.RETENTION, fleet -> fleet.since(Duration.ofDays(3))),
                new Sick(Check.CPU_METRICS, fleet -> fleet.without("node_cpu_seconds_total")),
                new Sick(Check.MEMORY_METRICS, fleet -> fleet.without("node_memory_MemAvailable_bytes")),
                new Sick(
                        Check.NETWORK_METRICS,
                        fleet -> fleet.without("node_network_receive_bytes_total")
                                .without("node_network_transmit_bytes_total")),
                new Sick(
                        Check.DISK_METRICS,
                        fleet -> fleet.without("node_filesystem_size_bytes").without("node_filesystem_avail_bytes")),
                new Sick(Check.KUBERNETES_METRICS, fleet -> fleet.card("n1", "cilium_host", 10, 0)),
                new Sick(Check.SCRAPE_INTERVAL, fleet -> fleet.scrapedEvery(Duration.ofMinutes(4))),
                new Sick(Check.FRESHNESS, fleet -> fleet.silentSince("", Duration.ofMinutes(45))),
                new Sick(Check.NODE_NAMES, fleet -> fleet.also("n1", "node_uname_info", 1, "nodename", "another")),
                new Sick(
                        Check.DOUBLE_SCRAPES,
                        fleet -> fleet.addNode(
                                "twin",
                                Map.of("node", "n1", "instance", "10.0.0.1:9100", "job", "other", "pool", "web"))),
                new Sick(
                        Check.POOL_LABELS,
                        fleet -> fleet.addNode("n4", Map.of("node", "n4", "instance", "10.0.0.4:9100", "job", "node"))),
                new Sick(Check.SILENT_NODES, fleet -> fleet.silentSince("n2", Duration.ofHours(5))),
                new Sick(Check.RECONCILIATION, fleet -> fleet.kubernetes("n1", "n2", "n3", "n9")),
                new Sick(Check.LINKS_CONFIRMED, fleet -> fleet.card("n1", "eth1", 3e7, 1.25e9)),
                new Sick(Check.LINK_SPEEDS, fleet -> fleet.set("n3", "node_network_speed_bytes", ago -> -125_000)),
                new Sick(
                        Check.SPEED_DROPS,
                        fleet -> fleet.set("n2", "node_network_speed_bytes", ago -> ago < 30_000 ? 1.25e8 : 1.25e9)),
                new Sick(Check.DOUBLE_TRAFFIC, fleet -> fleet.card("n1", "uplink", 4e7, 1.25e9)),
                new Sick(Check.TRAFFIC_RATIO, fleet -> fleet.card("n1", "wg0", 9e7, 0)),
                new Sick(Check.IMPOSSIBLE_RATES, fleet -> fleet.jump("n1", "eth0")),
                new Sick(Check.COVERAGE_DAY, fleet -> fleet.gap("n3", Duration.ofHours(10), Duration.ofHours(6))),
                new Sick(Check.COVERAGE_WEEK, fleet -> fleet.gap("n3", Duration.ofDays(5), Duration.ofDays(3))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sickFleets")
    void findsWhatIsWrongWithAFleet(Sick sick) throws IOException {
        try (var store = TestMetricStore.victoriaMetrics()) {
            fill(store, sick.change().apply(new ClinicFleet(NOW)));

            var diagnosis = diagnose(Map.of("headroom.metrics.url", store.url().toString()));

            assertTrouble(diagnosis, sick.check());
        }
    }

    @Test
    void findsAStoreThatIsNotThere() throws IOException {
        assertTrouble(
                diagnose(Map.of("headroom.metrics.url", "http://127.0.0.1:" + TestMetricStore.freePort())),
                Check.STORE_ADDRESS);
        assertTrouble(diagnose(Map.of("headroom.metrics.url", "http://no-such-host.invalid:1")), Check.STORE_ADDRESS);
        assertTrouble(diagnose(Map.of("headroom.metrics.url", "")), Check.STORE_ADDRESS);
    }

    @Test
    void findsTheWrongScheme() throws IOException {
        var found = assertTrouble(
                diagnose(Map.of("headroom.metrics.url", healthy.url().toString().replace("http:", "https:"))),
                Check.STORE_TLS);

        assertThat(found.mend()).isEqualTo("HEADROOM_METRICS_URL=" + healthy.url());
    }

    @Test
    void findsAWrongPathAndNamesTheRightOne() throws IOException {
        for (var path : List.of("/graph", "/nowhere")) {
            var found = assertTrouble(diagnose(Map.of("headroom.metrics.url", healthy.url() + path)), Check.STORE_PATH);

            assertThat(found.mend()).startsWith("HEADROOM_METRICS_URL=" + healthy.url());
        }
    }

    @Test
    void findsAMissingAndAWrongLogIn() throws IOException {
        try (var store = TestMetricStore.victoriaMetrics("-httpAuth.username=me", "-httpAuth.password=right")) {
            var url = store.url().toString();
            assertTrouble(diagnose(Map.of("headroom.metrics.url", url)), Check.STORE_LOG_IN);
            assertTrouble(
                    diagnose(Map.of(
                            "headroom.metrics.url",
                            url,
                            "headroom.metrics.username",
                            "me",
                            "headroom.metrics.password",
                            "wrong")),
                    Check.STORE_LOG_IN);
            assertThat(outcome(
                            diagnose(Map.of(
                                    "headroom.metrics.url",
                                    url,
                                    "headroom.metrics.username",
                                    "me",
                                    "headroom.metrics.password",
                                    "right")),
                            Check.STORE_LOG_IN))
                    .isEqualTo(Outcome.PASSED);
        }
    }

    @Test
    void findsAnEmptyTenantAndATooTightStore() throws IOException {
        try (var empty = TestMetricStore.victoriaMetrics();
                var tight = TestMetricStore.victoriaMetrics("-search.maxUniqueTimeseries=5")) {
            fill(tight, new ClinicFleet(NOW));

            assertTrouble(diagnose(Map.of("headroom.metrics.url", empty.url().toString())), Check.STORE_TENANT);
            assertTrouble(diagnose(Map.of("headroom.metrics.url", tight.url().toString())), Check.STORE_LIMITS);
        }
    }

    @Test
    void findsAPartialAnswerAndAnOldVersion() throws IOException {
        var partial =
                "{\"status\":\"success\",\"isPartial\":true,\"data\":{\"resultType\":\"scalar\",\"result\":[1,\"1\"]}}";
        var whole = partial.replace("true", "false");
        var nothing = "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[]}}";
        try (var broken = new Stub(Map.of("/api/v1/query", partial));
                var old = new Stub(Map.of(
                        "/api/v1/query",
                        whole,
                        "/metrics",
                        "vm_app_version{version=\"victoria-metrics-20200101-tags-v1.40.0-0-gabc\"} 1\n",
                        "/api/v1/query_range",
                        nothing))) {
            assertTrouble(diagnose(Map.of("headroom.metrics.url", broken.url())), Check.STORE_WHOLE);
            assertTrouble(diagnose(Map.of("headroom.metrics.url", old.url())), Check.STORE_VERSION);
        }
    }

    @Test
    void findsClocksThatDiffer() throws IOException {
        var diagnosis = diagnose(Map.of(), new TestClock(Instant.now().plusSeconds(60)));

        assertTrouble(diagnosis, Check.STORE_CLOCK);
        assertTrouble(diagnosis, Check.DATABASE_CLOCK);
    }

    @Test
    void findsOldPrices() throws IOException {
        assertTrouble(diagnose(Map.of(), new TestClock(Instant.now().plus(Duration.ofDays(400)))), Check.PRICE_BOOK);
    }

    @Test
    void findsAMisspelledVariable() throws IOException {
        var found = assertTrouble(diagnose(Map.of("HEADROOM_METRIC_URL", "http://vm:8428")), Check.SETTING_NAMES);

        assertThat(found.mend()).startsWith("HEADROOM_METRICS_URL=");
    }

    @Test
    void findsWhatIsWrongWithTheDatabase() throws IOException {
        var nobody = new PGSimpleDataSource();
        nobody.setUrl(database.url());
        nobody.setUser("nobody-there");
        assertTrouble(diagnose(new Patient.Database(nobody, null, false, folder)), Check.DATABASE);
        assertTrouble(
                diagnose(new Patient.Database(null, "HEADROOM_DATABASE_URL is no address.", false, folder)),
                Check.DATABASE);

        var admin = JdbcClient.create(database.dataSource());
        admin.sql("create role reader login").update();
        admin.sql("grant select on all tables in schema public to reader").update();
        var reader = new PGSimpleDataSource();
        reader.setUrl(database.url());
        reader.setUser("reader");
        assertTrouble(diagnose(new Patient.Database(reader, null, false, folder)), Check.DATABASE_RIGHTS);

        var newer = TestDatabase.create();
        JdbcClient.create(newer.dataSource()).sql("""
            insert into flyway_schema_history select max(installed_rank) + 1, '9999', 'later', 'SQL', 'V9999__later.sql', 1,
                'test', now(), 1, true from flyway_schema_history\
            """).update();
        assertTrouble(diagnose(new Patient.Database(newer.dataSource(), null, false, folder)), Check.MIGRATIONS);

        var file = Files.writeString(folder.resolve("no-folder"), "");
        assertTrouble(diagnose(new Patient.Database(database.dataSource(), null, false, file)), Check.DISK_SPACE);
    }

    @Test
    void findsWhatIsWrongWithTheHistory() throws IOException {
        var failing = TestDatabase.create();
        collected(failing, "failed", "connection refused", 5);
        JdbcClient.create(failing.dataSource()).sql("""
            insert into node (id, name, pool_id, first_seen, last_seen) values ('gone', 'gone', 'web', now() - interval '9 days', now())\
            """).update();

        var diagnosis = diagnose(new Patient.Database(failing.dataSource(), null, false, folder));

        assertTrouble(diagnosis, Check.POLLS);
        assertTrouble(diagnosis, Check.BACKFILL);
        assertTrouble(diagnosis, Check.HISTORY);
        assertThat(assertTrouble(diagnosis, Check.RECONCILIATION).seen()).contains("gone is in the inventory");
    }

    @Test
    void saysWhichDaysAreStillThoseOfAnEarlierTimeZone() throws IOException {
        var moved = TestDatabase.create();
        collected(moved, "complete", null, 20);
        var jdbc = JdbcClient.create(moved.dataSource());
        jdbc.sql("update daily_usage set recorded_at = now() - interval '1 day' where day < current_date - 7")
                .update();
        jdbc.sql("update collection set zone_before = 'Europe/Berlin', zone_changed_at = now() - interval '1 hour'")
                .update();

        var diagnosis = diagnose(new Patient.Database(moved.dataSource(), null, false, folder));

        assertThat(diagnosis.findings())
                .filteredOn(finding -> finding.check() == Check.HISTORY)
                .singleElement()
                .satisfies(finding -> assertThat(finding.seen())
                        .contains("Those up to "
                                + jdbc.sql("select current_date - 8")
                                        .query(String.class)
                                        .single())
                        .contains("are days of Europe/Berlin"));
    }

    @Test
    void findsABrokenAuditChain() throws IOException {
        var forged = TestDatabase.create();
        collected(forged, "complete", null, 20);
        JdbcClient.create(forged.dataSource()).sql("""
            insert into audit_entry (sequence, at, actor, actor_name, action, subject, details, previous_sha256, sha256,
                signing_key, signature)
            values (1, now(), 'user:1', 'me', 'login', 'me', '{}', repeat('0', 64), repeat('1', 64), 'k', 's')\
            """).update();

        assertTrouble(diagnose(new Patient.Database(forged.dataSource(), null, false, folder)), Check.AUDIT_CHAIN);
    }

    @Test
    void findsAnOldBackup() throws IOException {
        var backups = Files.createDirectories(folder.resolve("backups"));
        assertTrouble(diagnose(Map.of("headroom.backup-dir", backups.toString())), Check.BACKUP);
        var dump = Files.writeString(backups.resolve("headroom.dump"), "dump");
        assertThat(outcome(diagnose(Map.of("headroom.backup-dir", backups.toString())), Check.BACKUP))
                .isEqualTo(Outcome.PASSED);

        Files.setLastModifiedTime(dump, FileTime.from(Instant.now().minus(Duration.ofDays(3))));

        assertTrouble(diagnose(Map.of("headroom.backup-dir", backups.toString())), Check.BACKUP);
    }

    @Test
    void findsAMailServerThatIsAwayAndReportsNobodyCanSend() throws IOException {
        assertTrouble(diagnose(Map.of("headroom.mail.to", "cto@example.com")), Check.MAIL);
        assertTrouble(
                diagnose(Map.of(
                        "headroom.mail.to",
                        "cto@example.com",
                        "headroom.mail.from",
                        "a@example.com",
                        "spring.mail.host",
                        "127.0.0.1",
                        "spring.mail.port",
                        Integer.toString(TestMetricStore.freePort()))),
                Check.MAIL);
    }

    @Test
    void findsAnIdentityProviderThatIsAway() throws IOException {
        assertTrouble(
                diagnose(Map.of(
                        "spring.security.oauth2.client.provider.company.issuer-uri",
                        "http://127.0.0.1:" + TestMetricStore.freePort())),
                Check.SINGLE_SIGN_ON);
    }

    private static Finding assertTrouble(Diagnosis diagnosis, Check check) {
        var found = diagnosis.findings().stream()
                .filter(finding -> finding.check() == check)
                .findFirst()
                .orElseThrow();
        assertThat(found.isTrouble())
                .as(diagnosis.findings().stream()
                        .map(finding -> finding.check().id() + " " + finding.outcome() + " " + finding.seen())
                        .collect(Collectors.joining("\n")))
                .isTrue();
        assertThat(found.effect()).isNotBlank();
        assertThat(found.mend()).isNotBlank();
        return found;
    }

    private static Outcome outcome(Diagnosis diagnosis, Check check) {
        return diagnosis.findings().get(check.ordinal()).outcome();
    }

    private Diagnosis diagnose(Map<String, Object> settings) throws IOException {
        return diagnose(settings, java.time.Clock.systemUTC());
    }

    private Diagnosis diagnose(Map<String, Object> settings, java.time.Clock clock) throws IOException {
        return diagnose(settings, clock, new Patient.Database(database.dataSource(), null, false, folder));
    }

    private Diagnosis diagnose(Patient.Database kept) throws IOException {
        return diagnose(Map.of(), java.time.Clock.systemUTC(), kept);
    }

    private Diagnosis diagnose(Map<String, Object> settings, java.time.Clock clock, Patient.Database kept)
            throws IOException {
        var backups = Files.createDirectories(folder.resolve("nightly"));
        Files.writeString(backups.resolve("headroom.dump"), "dump");
        var all = new HashMap<String, Object>(Map.of(
                "headroom.metrics.url",
                healthy.url().toString(),
                "headroom.backup-dir",
                backups.toString(),
                "headroom.data-dir",
                folder.toString()));
        all.putAll(settings);
        var environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", all));
        var store = MetricsSettings.from(environment);
        return Doctor.examine(
                new Patient(environment, clock, null, store, MetricStore.at(store), new Links(environment), kept));
    }

    private static void fill(TestMetricStore store, ClinicFleet fleet) {
        store.importJson(fleet.text());
        store.flush();
    }

    private static void collected(TestDatabase kept, String backfill, String error, int days) {
        var jdbc = JdbcClient.create(kept.dataSource());
        jdbc.sql("insert into pool (id, name) values ('web', 'web')").update();
        for (int i = 1; i <= 3; i++) {
            jdbc.sql("""
                insert into node (id, name, pool_id, first_seen, last_seen) values (?, ?, 'web', now() - interval '20 days', now())\
                """).params("n" + i, "n" + i).update();
        }
        jdbc.sql("insert into observation (until) values (now())").update();
        jdbc.sql("""
            insert into collection (time_zone, newest, oldest, floor, backfill_state, last_success, last_error)
            values ('UTC', now(), now() - interval '20 days', now() - interval '20 days', ?, now(), ?)\
            """)
                .params(new ArrayList<>(java.util.Arrays.asList(backfill, error)))
                .update();
        jdbc.sql("""
            insert into daily_usage (subject_kind, subject_id, resource, day, mean, p95, max, covered, slots)
            select 'node', 'n1', 'cpu', current_date - i, 1, 1, 1, 288, 288 from generate_series(1, ?) i\
            """).param(days).update();
    }

    /** A store that answers what no real one can be made to say. */
    private static final class Stub implements AutoCloseable {

        private final HttpServer server;

        Stub(Map<String, String> answers) throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            answers.forEach((path, answer) -> server.createContext(path, exchange -> {
                try (exchange) {
                    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, bytes.length);
                    exchange.getResponseBody().write(bytes);
                }
            }));
            server.start();
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}

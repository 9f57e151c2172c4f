package dev.headroom.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.headroom.metrics.MetricStore;
import dev.headroom.metrics.MetricsSettings;
import dev.headroom.testing.TestClock;
import dev.headroom.testing.TestMetricStore;
import dev.headroom.units.InvalidSetting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DriversTest {

    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    private final TestClock clock = new TestClock(Instant.parse("2026-03-05T08:00:00Z"));

    @Test
    void readsTheMeanOfEachDay() {
        try (var store = TestMetricStore.victoriaMetrics()) {
            var lines = new StringBuilder();
            var day = LocalDate.of(2026, 3, 2);
            for (int i = 0; i < 3; i++) {
                Instant start = day.plusDays(i).atStartOfDay(ZONE).toInstant();
                for (int slot = 0; slot < 288; slot++) {
                    long moment = start.plusSeconds(300L * slot + 150).toEpochMilli();
                    lines.append("requests{host=\"a\"} %d %d\n".formatted(100 * (i + 1), moment));
                    lines.append("requests{host=\"b\"} %d %d\n".formatted(100 * (i + 1), moment));
                }
            }
            store.importText(lines.toString());
            store.flush();
            var drivers = drivers(store.url(), "sum(requests)", "requests");

            var readings = drivers.of("web", day.plusDays(3));

            var values = readings.getFirst().values();
            assertThat(values).isNotNull();
            assertThat(values.size()).isEqualTo(730);
            assertThat(values.isPresent(726)).isFalse();
            for (int i = 0; i < 3; i++) {
                assertThat(values.value(727 + i)).isCloseTo(200.0 * (i + 1), Offset.offset(2.0));
            }
            assertThat(readings.get(1).problem()).isEqualTo("its query answers with 2 series and must with one");
            assertThat(drivers.of("db", day)).isEmpty();
        }
    }

    @Test
    void waitsForAStoreThatIsAwayOnceAndAsksAgainAMinuteLater() throws IOException {
        var asked = new AtomicInteger();
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
        });
        server.start();
        try {
            var url = URI.create("http://localhost:" + server.getAddress().getPort());
            var day = LocalDate.of(2026, 3, 2);
            var drivers = drivers(url, "requests");

            var first = drivers.of("web", day);
            int once = asked.get();
            var second = drivers.of("web", day);
            var ofAResourceThatEndedBefore = drivers.of("web", day.minusDays(9));

            assertThat(once).isPositive();
            assertThat(asked).hasValue(once);
            assertThat(first.getFirst().problem()).isNotNull();
            assertThat(second).isEqualTo(first);
            assertThat(ofAResourceThatEndedBefore).isEqualTo(first);

            clock.advance(Duration.ofMinutes(1));
            drivers.of("web", day);

            assertThat(asked).hasValueGreaterThan(once);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void namesTheSettingThatIsMissing() {
        var settings = new Drivers.Settings(List.of(new Drivers.Settings.Setting("web", "requests", " ")));
        var store = MetricStore.at(settings(null));

        assertThatThrownBy(() -> new Drivers(settings, store, ZONE, clock))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContaining("HEADROOM_DRIVERS_0_QUERY");
    }

    private Drivers drivers(@Nullable URI store, String... queries) {
        var settings = Arrays.stream(queries)
                .map(query -> new Drivers.Settings.Setting("web", "requests", query))
                .toList();
        return new Drivers(new Drivers.Settings(settings), MetricStore.at(settings(store)), ZONE, clock);
    }

    private static MetricsSettings settings(@Nullable URI url) {
        return new MetricsSettings(
                url, null, null, null, null, Map.of(), Duration.ofSeconds(30), 1, Duration.ofHours(1));
    }
}

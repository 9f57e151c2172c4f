package dev.headroom.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.metrics.MetricStore;
import dev.headroom.metrics.MetricsSettings;
import dev.headroom.testing.TestMetricStore;
import dev.headroom.units.InvalidSetting;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DriversTest {

    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

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
            var drivers = drivers(store, "sum(requests)", "requests");

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
    void namesTheSettingThatIsMissing() {
        var settings = new Drivers.Settings(List.of(new Drivers.Settings.Setting("web", "requests", " ")));
        var store = MetricStore.at(settings(null));

        assertThatThrownBy(() -> new Drivers(settings, store, ZONE))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContaining("HEADROOM_DRIVERS_0_QUERY");
    }

    private static Drivers drivers(TestMetricStore store, String... queries) {
        var settings = Arrays.stream(queries)
                .map(query -> new Drivers.Settings.Setting("web", "requests", query))
                .toList();
        return new Drivers(new Drivers.Settings(settings), MetricStore.at(settings(store.url())), ZONE);
    }

    private static MetricsSettings settings(@Nullable URI url) {
        return new MetricsSettings(
                url, null, null, null, null, Map.of(), Duration.ofSeconds(30), 1, Duration.ofHours(1));
    }
}

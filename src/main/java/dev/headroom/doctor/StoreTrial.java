package dev.headroom.doctor;

import dev.headroom.metrics.MetricStore;
import dev.headroom.metrics.MetricsSettings;
import dev.headroom.metrics.StoreConnection;
import dev.headroom.metrics.StoreFailure;
import dev.headroom.units.InvalidSetting;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of trying an address.
 *
 * @param trouble null where queries are answered
 * @param mend    to copy; null likewise
 * @param tenant  that the address names; empty where it names none
 * @param nodes   the first few that are seen there
 */
public record StoreTrial(
        String address,
        @Nullable String trouble,
        @Nullable String mend,
        String product,
        String tenant,
        List<String> nodes) {

    private static final int FIRST = 5;

    public boolean works() {
        return trouble == null;
    }

    static StoreTrial of(MetricsSettings settings, String address, Clock clock) {
        MetricsSettings tried;
        try {
            tried = settings.at(address.strip());
        } catch (InvalidSetting e) {
            return failed(address, String.valueOf(e.getMessage()), "http://victoria-metrics:8428");
        }
        var result = StoreConnection.examine(tried, clock);
        if (result.trouble() != null) {
            return failed(address, result.trouble().cause(), result.trouble().mend());
        }
        var store = MetricStore.at(tried);
        try {
            var product = store.product();
            var nodes = StoreQueries.now(
                            store, clock, "count by (node, instance) (last_over_time(node_memory_MemTotal_bytes[1h]))")
                    .stream()
                    .map(MetricChecks::name)
                    .sorted()
                    .limit(FIRST)
                    .toList();
            return new StoreTrial(
                    address,
                    null,
                    null,
                    product.version() == null ? product.name() : product.name() + " " + product.version(),
                    StoreConnection.tenant(tried.url()),
                    nodes);
        } catch (StoreFailure e) {
            return failed(address, String.valueOf(e.getMessage()), StoreChecks.probe(tried, "up"));
        }
    }

    private static StoreTrial failed(String address, String trouble, String mend) {
        return new StoreTrial(address, trouble, mend, "unknown", "", List.of());
    }
}

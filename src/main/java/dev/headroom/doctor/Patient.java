package dev.headroom.doctor;

import dev.headroom.inventory.Links;
import dev.headroom.metrics.MetricStore;
import dev.headroom.metrics.MetricsSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;

/**
 * What is examined: a running Headroom from inside, or its settings alone.
 *
 * @param wrongSetting in one line; null where all settings can be used
 * @param store        null where the settings can't be used
 * @param links        null likewise
 */
public record Patient(
        ConfigurableEnvironment environment,
        Clock clock,
        @Nullable String wrongSetting,
        @Nullable MetricsSettings store,
        @Nullable MetricStore queries,
        @Nullable Links links,
        Database database) {

    /**
     * Where Headroom keeps what it knows.
     *
     * @param source  null where there is none to ask
     * @param absence why there is none; null where there is one
     * @param embedded whether it is Headroom's own, below the data directory
     */
    public record Database(
            @Nullable DataSource source, @Nullable String absence, boolean embedded, Path dataDir) {}

    /** Returns a property such as {@code headroom.mail.from}, or null where it is not set. */
    @Nullable
    String property(String name) {
        var value = environment.getProperty(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** Returns the names of all variables of Headroom's that are set. */
    Set<String> variables() {
        var names = new TreeSet<String>();
        for (var source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> enumerable) {
                for (var name : enumerable.getPropertyNames()) {
                    if (name.startsWith("HEADROOM")) {
                        names.add(name);
                    }
                }
            }
        }
        return names;
    }
}

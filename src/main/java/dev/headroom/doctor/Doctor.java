package dev.headroom.doctor;

import dev.headroom.inventory.Links;
import dev.headroom.metrics.MetricStore;
import dev.headroom.metrics.MetricsSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.stereotype.Service;

/** Examines the running Headroom, and remembers what came of it. */
@Service
public class Doctor {

    /** An examination costs the store some queries. */
    private static final Duration FRESH = Duration.ofSeconds(30);

    private final Patient patient;
    private final Clock clock;
    private final ReentrantLock examining = new ReentrantLock();
    private volatile @Nullable Diagnosis latest;

    Doctor(
            ConfigurableEnvironment environment,
            Clock clock,
            MetricsSettings settings,
            MetricStore store,
            Links links,
            DataSource source) {
        this.clock = clock;
        boolean embedded = environment.getProperty("headroom.database.url", "").isBlank();
        Path data = Path.of(environment.getProperty("headroom.data-dir", "./data"));
        this.patient = new Patient(
                environment, clock, null, settings, store, links, new Patient.Database(source, null, embedded, data));
    }

    /** Examines what the settings alone lead to, or what is found beside them. */
    public static Diagnosis examine(Patient patient) {
        return new Examination(patient).run();
    }

    /** Returns the latest diagnosis, made anew where it is older than half a minute. */
    public Diagnosis examine() {
        examining.lock();
        try {
            var known = latest;
            if (known == null || known.at().plus(FRESH).isBefore(clock.instant())) {
                known = examine(patient);
                latest = known;
            }
            return known;
        } finally {
            examining.unlock();
        }
    }

    /** Returns the latest diagnosis, if one has been made since the start. */
    public Optional<Diagnosis> latest() {
        return Optional.ofNullable(latest);
    }
}

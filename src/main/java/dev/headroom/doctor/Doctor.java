package dev.headroom.doctor;

import dev.headroom.inventory.Links;
import dev.headroom.metrics.MetricStore;
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

    private final ConfigurableEnvironment environment;
    private final Clock clock;
    private final MetricStore store;
    private final Links links;
    private final Patient.Database database;
    private final ReentrantLock examining = new ReentrantLock();
    private volatile @Nullable Diagnosis latest;

    Doctor(ConfigurableEnvironment environment, Clock clock, MetricStore store, Links links, DataSource source) {
        this.clock = clock;
        boolean embedded = environment.getProperty("headroom.database.url", "").isBlank();
        Path data = Path.of(environment.getProperty("headroom.data-dir", "./data"));
        this.environment = environment;
        this.store = store;
        this.links = links;
        this.database = new Patient.Database(source, null, embedded, data);
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
                // the store's address may have been chosen since
                known = examine(new Patient(environment, clock, null, store.settings(), store, links, database));
                latest = known;
            }
            return known;
        } finally {
            examining.unlock();
        }
    }

    /** Tries an address with the log-in that is set. */
    public StoreTrial tryStore(String address) {
        return StoreTrial.of(store.settings(), address, clock);
    }

    /** Returns the metric store's address; empty where none is set. */
    public String storeAddress() {
        var url = store.settings().url();
        return url == null ? "" : url.toString();
    }

    /** Returns the latest diagnosis, if one has been made since the start. */
    public Optional<Diagnosis> latest() {
        return Optional.ofNullable(latest);
    }
}

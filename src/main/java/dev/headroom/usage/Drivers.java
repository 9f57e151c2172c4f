package dev.headroom.usage;

import dev.headroom.metrics.MetricStore;
import dev.headroom.metrics.Series;
import dev.headroom.metrics.Series.Moments;
import dev.headroom.metrics.StoreFailure;
import dev.headroom.units.InvalidSetting;
import dev.headroom.units.TimeSeries;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.stereotype.Service;

/** Numbers of the business that a pool's demand may follow, read from the metric store when they are asked for. */
@Service
public class Drivers {

    private static final Duration DAY = Duration.ofDays(1);
    private static final int MOST_DAYS = 730;
    /** A run asks for each resource of a pool: a store that is away is waited for once. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final List<Source> drivers;
    private final MetricStore store;
    private final ZoneId zone;
    private final Clock clock;
    private final Map<Source, Kept> kept = new ConcurrentHashMap<>();

    /**
     * A number of the business.
     *
     * @param pool  the id of the pool that it drives
     * @param name  as readers call it: requests a second
     * @param query PromQL that answers with one series
     */
    public record Source(String pool, String name, String query) {}

    /**
     * What the store said.
     *
     * @param values  the mean of each day; null where it could not be read
     * @param problem why not
     */
    public record Reading(
            Source driver,
            @Nullable TimeSeries values,
            @Nullable String problem) {}

    /** The settings {@code HEADROOM_DRIVERS_0_POOL}, {@code _NAME} and {@code _QUERY}, and so on from 0. */
    @ConfigurationProperties("headroom")
    record Settings(@DefaultValue List<Setting> drivers) {
        record Setting(
                @Nullable String pool,
                @Nullable String name,
                @Nullable String query) {}
    }

    private record Kept(LocalDate toExclusive, Reading reading, Instant at) {

        boolean holds(LocalDate day) {
            return reading.problem() == null && toExclusive.equals(day);
        }

        boolean askedInVain(Instant now) {
            return reading.problem() != null && now.isBefore(at.plus(PATIENCE));
        }
    }

    Drivers(Settings settings, MetricStore store, ZoneId planningZone, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.zone = planningZone;
        this.drivers = IntStream.range(0, settings.drivers().size())
                .mapToObj(i -> checked(settings.drivers().get(i), "HEADROOM_DRIVERS_" + i))
                .toList();
    }

    private static Source checked(Settings.Setting setting, String variable) {
        return new Source(
                required(setting.pool(), variable + "_POOL", "the id of a pool"),
                required(setting.name(), variable + "_NAME", "a name such as requests a second"),
                required(setting.query(), variable + "_QUERY", "PromQL that answers with one series"));
    }

    private static String required(@Nullable String value, String variable, String allowed) {
        if (value == null || value.isBlank()) {
            throw new InvalidSetting(variable, "", allowed);
        }
        return value.strip();
    }

    /** Returns the drivers of all pools. */
    public List<Source> all() {
        return drivers;
    }

    /**
     * Returns the drivers of a pool, with their last two years up to a day. The store is asked once for the same days, and
     * not at once again where it gave no answer.
     */
    public List<Reading> of(String pool, LocalDate toExclusive) {
        return drivers.stream()
                .filter(driver -> driver.pool().equals(pool))
                .map(driver -> reading(driver, toExclusive))
                .toList();
    }

    private Reading reading(Source driver, LocalDate toExclusive) {
        var before = kept.get(driver);
        if (before != null && (before.holds(toExclusive) || before.askedInVain(clock.instant()))) {
            return before.reading();
        }
        var reading = read(driver, toExclusive);
        kept.put(driver, new Kept(toExclusive, reading, clock.instant()));
        return reading;
    }

    private Reading read(Source driver, LocalDate toExclusive) {
        // days of 24 hours: where clocks change, they are an hour off those of the zone until the next change
        var first = toExclusive.atStartOfDay(zone).toInstant().minus(DAY.multipliedBy(MOST_DAYS - 1));
        List<Series> answer;
        try {
            answer = store.range(Queries.meanOfDay(driver.query()), new Moments(first, DAY.toSeconds(), MOST_DAYS));
        } catch (StoreFailure e) {
            return new Reading(driver, null, Objects.requireNonNullElse(e.getMessage(), "the store did not answer"));
        }
        if (answer.size() != 1) {
            return new Reading(driver, null, "its query answers with " + answer.size() + " series and must with one");
        }
        var values = TimeSeries.builder(DAY);
        for (int i = 0; i < MOST_DAYS; i++) {
            double value = answer.getFirst().at(i);
            if (Double.isFinite(value)) {
                values.add(value);
            } else {
                values.addGap();
            }
        }
        return new Reading(driver, values.build(), null);
    }
}

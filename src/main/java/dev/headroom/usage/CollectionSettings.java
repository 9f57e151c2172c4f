package dev.headroom.usage;

import dev.headroom.units.InvalidSetting;
import java.time.Duration;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * How often to ask the metric store, how far back to read at first, and how long five-minute values are kept.
 *
 * @param pollInterval at least ten seconds
 */
public record CollectionSettings(Duration pollInterval, int backfillDays, int rawDays) {

    private static final int MOST_DAYS = 20_000;

    /**
     * Returns what the environment holds.
     *
     * @throws InvalidSetting if one of them can't be used
     */
    public static CollectionSettings from(Environment environment) {
        return new CollectionSettings(
                interval(environment.getProperty("headroom.poll-interval", "5m")),
                days("HEADROOM_BACKFILL_DAYS", environment.getProperty("headroom.backfill-days", "730"), 1),
                days("HEADROOM_RAW_DAYS", environment.getProperty("headroom.raw-days", "35"), 10));
    }

    private static Duration interval(String value) {
        try {
            Duration interval = DurationStyle.detectAndParse(value.strip());
            if (interval.compareTo(Duration.ofSeconds(10)) >= 0 && interval.compareTo(Duration.ofDays(1)) <= 0) {
                return interval;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new InvalidSetting("HEADROOM_POLL_INTERVAL", value, "a duration from 10s to 24h, such as 5m");
    }

    private static int days(String variable, String value, int least) {
        try {
            int days = Integer.parseInt(value.strip());
            if (days >= least && days <= MOST_DAYS) {
                return days;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new InvalidSetting(variable, value, "a number of days from " + least + " to " + MOST_DAYS);
    }

    /** Reads the settings at the start, so that a bad one stops it. */
    @Configuration(proxyBeanMethods = false)
    static class Reader {

        @Bean
        CollectionSettings collectionSettings(Environment environment) {
            return CollectionSettings.from(environment);
        }
    }
}

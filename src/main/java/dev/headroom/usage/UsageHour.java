package dev.headroom.usage;

import java.time.Instant;

/**
 * A UTC hour's statistics of a pool or a node over its five-minute values.
 *
 * @param count how many of the hour's twelve slots had data; an hour without any has no entry
 */
public record UsageHour(Instant hour, int count, double mean, double p50, double p95, double p99, double max) {

    public double coverage() {
        return count / 12.0;
    }
}

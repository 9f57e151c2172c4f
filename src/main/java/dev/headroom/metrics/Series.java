package dev.headroom.metrics;

import java.time.Instant;
import java.util.Map;

/** A time series as the store answered it: labels, and a value at each moment asked for. */
public final class Series {

    private final Map<String, String> labels;
    private final double[] values; // NaN where the store had none

    Series(Map<String, String> labels, double[] values) {
        this.labels = Map.copyOf(labels);
        this.values = values;
    }

    /** Returns the labels, without the metric's name. */
    public Map<String, String> labels() {
        return labels;
    }

    /** Returns the value of a label, empty where it has none: Prometheus does not tell the two apart. */
    public String label(String name) {
        return labels.getOrDefault(name, "");
    }

    public int size() {
        return values.length;
    }

    /** Returns the value at a moment; NaN where there is none, or where the store's value was not a number. */
    public double at(int index) {
        return values[index];
    }

    /** The moments of a question: {@code count} of them from {@code start} on, evenly spaced. */
    public record Moments(Instant start, long stepSeconds, int count) {

        public Moments {
            if (stepSeconds <= 0 || count <= 0) {
                throw new IllegalArgumentException("step and count must be positive: " + stepSeconds + ", " + count);
            }
        }

        public Instant at(int index) {
            return start.plusSeconds(index * stepSeconds);
        }

        Instant last() {
            return at(count - 1);
        }

        Moments firstHalf() {
            return new Moments(start, stepSeconds, count / 2);
        }

        Moments secondHalf() {
            return new Moments(at(count / 2), stepSeconds, count - count / 2);
        }
    }
}

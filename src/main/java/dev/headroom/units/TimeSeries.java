package dev.headroom.units;

import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Evenly spaced values, oldest first, with explicit gaps. Values are finite; a gap is neither zero nor a number.
 * Immutable.
 */
public final class TimeSeries {

    private final Duration step;
    private final double[] values; // NaN marks a gap, inside only

    private TimeSeries(Duration step, double[] values) {
        if (step.isNegative() || step.isZero()) {
            throw new IllegalArgumentException("step must be positive: " + step);
        }
        for (double value : values) {
            if (Double.isInfinite(value)) {
                throw new IllegalArgumentException("value must be finite: " + value);
            }
        }
        this.step = step;
        this.values = values;
    }

    /** Returns a series without gaps. */
    public static TimeSeries of(Duration step, double... values) {
        for (double value : values) {
            if (Double.isNaN(value)) {
                throw new IllegalArgumentException("value must be finite: NaN");
            }
        }
        return new TimeSeries(step, values.clone());
    }

    /** Returns a series in which {@code null} is a gap. */
    public static TimeSeries ofNullable(Duration step, @Nullable Double... values) {
        var copy = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            Double value = values[i];
            copy[i] = value == null ? Double.NaN : value;
        }
        return new TimeSeries(step, copy);
    }

    public static Builder builder(Duration step) {
        return new Builder(step);
    }

    public Duration step() {
        return step;
    }

    /** Returns the number of slots, gaps included. */
    public int size() {
        return values.length;
    }

    public boolean isPresent(int index) {
        return !Double.isNaN(values[index]);
    }

    public OptionalDouble at(int index) {
        return isPresent(index) ? OptionalDouble.of(values[index]) : OptionalDouble.empty();
    }

    /**
     * Returns the value of a slot.
     *
     * @throws IllegalStateException if the slot is a gap
     */
    public double value(int index) {
        if (!isPresent(index)) {
            throw new IllegalStateException("no value at " + index);
        }
        return values[index];
    }

    /** Returns the number of slots that hold a value. */
    public int count() {
        int count = 0;
        for (int i = 0; i < values.length; i++) {
            if (isPresent(i)) {
                count++;
            }
        }
        return count;
    }

    /**
     * Returns the values, oldest first.
     *
     * @param gap stands where there is no value, for numeric code that marks gaps in its own way
     */
    public double[] toArray(double gap) {
        var copy = values.clone();
        for (int i = 0; i < copy.length; i++) {
            if (Double.isNaN(copy[i])) {
                copy[i] = gap;
            }
        }
        return copy;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TimeSeries that && step.equals(that.step) && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * step.hashCode() + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "TimeSeries[step=" + step + ", size=" + size() + ", count=" + count() + "]";
    }

    /** Collects a series slot by slot. */
    public static final class Builder {
        private final Duration step;
        private double[] values = new double[64];
        private int size;

        private Builder(Duration step) {
            this.step = step;
        }

        /** Appends a finite value. */
        public Builder add(double value) {
            if (Double.isNaN(value)) {
                throw new IllegalArgumentException("value must be finite: NaN");
            }
            return append(value);
        }

        public Builder addGap() {
            return append(Double.NaN);
        }

        public TimeSeries build() {
            return new TimeSeries(step, Arrays.copyOf(values, size));
        }

        private Builder append(double value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, size * 2);
            }
            values[size++] = value;
            return this;
        }
    }
}

package dev.headroom.forecast;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Demand ahead as a distribution for each step, and what it rests on. Immutable; never negative, never infinite. */
public final class Forecast {

    private final String model;
    private final Fan fan;
    private final Futures futures;
    private final Optional<Accuracy> accuracy;
    private final Explanation explanation;

    Forecast(String model, Fan fan, Futures futures, Optional<Accuracy> accuracy, Explanation explanation) {
        this.model = model;
        this.fan = fan;
        this.futures = futures;
        this.accuracy = accuracy;
        this.explanation = explanation;
    }

    /** Returns the short name and version of the method. */
    public String model() {
        return model;
    }

    public int horizon() {
        return fan.horizon();
    }

    /**
     * Returns the demand that a step stays at or below with a probability.
     *
     * @param level between 0 and 1, both excluded
     * @param step  from 1 to the horizon
     */
    public double quantile(double level, int step) {
        if (step < 1 || step > fan.horizon()) {
            throw new IllegalArgumentException("step must be from 1 to " + fan.horizon() + ": " + step);
        }
        return fan.quantile(Normal.quantile(level), step - 1);
    }

    /** Returns the quantile of every step, the first step first. */
    public double[] path(double level) {
        double z = Normal.quantile(level);
        var path = new double[fan.horizon()];
        for (int step = 0; step < path.length; step++) {
            path[step] = fan.quantile(z, step);
        }
        return path;
    }

    /**
     * Returns when demand first reaches a limit: the trailing mean over 7 days (24 hours where a step is shorter than a
     * day) of the history's tail and simulated futures.
     */
    public Crossing crossing(double limit) {
        var limits = new double[fan.horizon()];
        Arrays.fill(limits, limit);
        return crossing(limits);
    }

    /**
     * Returns when demand first reaches a limit that moves.
     *
     * @param limits one for each step of the horizon; infinite where there is none
     */
    public Crossing crossing(double[] limits) {
        if (limits.length != fan.horizon()) {
            throw new IllegalArgumentException("limits must be " + fan.horizon() + ": " + limits.length);
        }
        return Crossing.of(futures.firstPassages(limits), fan.horizon());
    }

    /**
     * Returns for each span the highest trailing mean in it, as {@link #crossing} has it, so that both agree.
     *
     * @param spans   none of them beyond the horizon
     * @param adapted what becomes of a step's trailing mean
     */
    public List<Peak> peaks(List<Span> spans, Adaptation adapted) {
        return Arrays.stream(futures.peaks(spans, adapted)).map(Peak::new).toList();
    }

    /** A change to the mean that ends at a step. */
    public interface Adaptation {
        /**
         * Returns the mean as it counts.
         *
         * @param step from 1
         */
        double of(double mean, int step);
    }

    /** Returns how the method did on this series' past, empty where the history is too short to tell. */
    public Optional<Accuracy> accuracy() {
        return accuracy;
    }

    public Explanation explanation() {
        return explanation;
    }
}

package dev.headroom.forecast;

import java.util.List;

/**
 * What a forecast rests on. Indexes count the slots of the history from 0.
 *
 * @param observations   how many slots with a value were used
 * @param coverage       the share of slots that hold a value
 * @param excluded       the points that were not believed
 * @param level          of the end of the history, seasons and noise taken out, in the series' unit
 * @param growthPerMonth what the level gains in 30 days at the start of the forecast, in the series' unit
 * @param seasons        the repeating patterns, shortest first
 * @param steps          where the level changed at once, oldest first
 * @param members        the methods that were combined and how much each counts
 */
public record Explanation(
        int observations,
        double coverage,
        List<Excluded> excluded,
        double level,
        double growthPerMonth,
        List<Season> seasons,
        List<Step> steps,
        List<Member> members) {

    public Explanation {
        excluded = List.copyOf(excluded);
        seasons = List.copyOf(seasons);
        steps = List.copyOf(steps);
        members = List.copyOf(members);
    }

    /** A point that was replaced by what its neighbors say. */
    public record Excluded(int index, double value, String reason) {}

    /**
     * A repeating pattern.
     *
     * @param name    day, week or year
     * @param period  its length in steps
     * @param pattern what it adds to the level, for the first {@code pattern.size()} steps of the forecast
     */
    public record Season(String name, int period, List<Double> pattern) {
        public Season {
            pattern = List.copyOf(pattern);
        }
    }

    /**
     * A lasting change of the level.
     *
     * @param index  the first slot on the new level
     * @param change new level less old, in the series' unit
     * @param known  whether the operator entered it; else it was found in the values
     */
    public record Step(int index, double change, boolean known) {}

    /**
     * A method and its share.
     *
     * @param name   short
     * @param weight from 0 to 1; the weights of a forecast add up to 1
     */
    public record Member(String name, double weight) {}
}

package dev.headroom.forecast;

/**
 * One of the simple methods that are combined.
 *
 * @param name    short, as it is shown
 * @param memory  how many short seasons back a value counts half; a season is a day, or a week where a step is a day
 * @param damping after how many short seasons a slope has halved
 * @param daily   its prior weight where a step is a day or longer
 * @param finer   its prior weight where a step is shorter than a day
 */
record Method(String name, Kind kind, double memory, double damping, double daily, double finer) {

    /** What a method does with the values, seasons taken out. */
    enum Kind {
        NAIVE,
        NAIVE_LONGEST,
        LEVEL_RECENT_SEASON,
        LEVEL,
        LAST,
        MEDIAN,
        LINE,
        PERCENT,
        LEVEL_YEAR,
        LINE_YEAR,
        LOCAL_TREND
    }

    /** A memory longer than any history. */
    private static final double ALL = 1e6;

    private static final double NONE = 0;

    /*
     * The priors say how often a method was of use on 337 real series. They were set in steps of a factor of two.
     */
    static final Method[] BANK = {
        new Method("seasonal naive", Kind.NAIVE, NONE, NONE, .25, .5),
        new Method("seasonal naive, week", Kind.NAIVE_LONGEST, NONE, NONE, .5, 1),
        new Method("level 0.3, recent season", Kind.LEVEL_RECENT_SEASON, .3, NONE, .5, 1),
        new Method("level 1, recent season", Kind.LEVEL_RECENT_SEASON, 1, NONE, 1, 1),
        new Method("level 4, recent season", Kind.LEVEL_RECENT_SEASON, 4, NONE, 1, 1),
        new Method("level 0.3", Kind.LEVEL, .3, NONE, .3, 3),
        new Method("level 1", Kind.LEVEL, 1, NONE, .5, 1),
        new Method("level 4", Kind.LEVEL, 4, NONE, 1, 1),
        new Method("level, all", Kind.LEVEL, ALL, NONE, 1, .5),
        new Method("last value", Kind.LAST, .06, NONE, .5, .5),
        new Method("median 0.15", Kind.MEDIAN, .15, NONE, .6, .5),
        new Method("median 1", Kind.MEDIAN, 1, NONE, .6, 2),
        new Method("median 4", Kind.MEDIAN, 4, NONE, 1.5, .7),
        new Method("median, all", Kind.MEDIAN, ALL, NONE, 1.2, .5),
        new Method("line 2, damped", Kind.LINE, 2, 6, .5, .7),
        new Method("line 6, damped", Kind.LINE, 6, 6, 1, 1),
        new Method("line 20, damped", Kind.LINE, 20, 40, .7, 1),
        new Method("line, all", Kind.LINE, ALL, ALL, .4, 1),
        new Method("percent 6, damped", Kind.PERCENT, 6, 6, 2, .3),
        new Method("percent 20, damped", Kind.PERCENT, 20, 40, 1.5, .2),
        new Method("percent, all", Kind.PERCENT, ALL, ALL, 1, .5),
        new Method("level 1, year", Kind.LEVEL_YEAR, 1, NONE, 2, 0),
        new Method("level 8, year", Kind.LEVEL_YEAR, 8, NONE, 2, 0),
        new Method("line 6, year", Kind.LINE_YEAR, 6, 6, 1, 0),
        new Method("line 20, year", Kind.LINE_YEAR, 20, 40, 1, 0),
        new Method("line, all, year", Kind.LINE_YEAR, ALL, ALL, 1, 0),
        new Method("local trend", Kind.LOCAL_TREND, NONE, NONE, 10, 10),
    };

    static final int COUNT = BANK.length;

    double prior(boolean finerThanDaily) {
        return finerThanDaily ? finer : daily;
    }

    boolean isTrend() {
        return kind == Kind.LINE || kind == Kind.PERCENT;
    }
}

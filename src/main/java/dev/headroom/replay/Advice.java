package dev.headroom.replay;

import dev.headroom.forecast.Forecast;
import dev.headroom.forecast.Peak;
import dev.headroom.forecast.Span;
import java.util.Arrays;
import java.util.List;

/** What Headroom advises in one week: to order what is worth its rent, and to give back what will hardly be missed. */
final class Advice {

    /*
     * A node that is ordered is paid for a year, and next week one more can be ordered. So an order is there for one week: the
     * one that begins when a slow delivery comes and ends when a slow delivery of the next order does. What speaks for a node
     * is the risk that it takes from that week; against it, a year's rent as far as it will hardly be used at all, and a
     * week's, by which it comes early, where it will (the newsvendor's question, put anew each week). A quantile of demand
     * alone says nothing of the second: it orders for every week that looks dear, and each is paid for a year.
     */
    /** What a day over the limit weighs where both weigh alike: half a year of a node's rent. */
    private static final double DAY_OVER = 182;

    private static final double QUICK = 0.1;
    private static final double SLOW = 0.9;
    /** Days behind a slow delivery in which a node may come of use. */
    private static final int BEYOND = 56;

    private static final int MOST_NODES = 100_000;
    private static final double TOLERANCE = 1e-9;

    private final Forecast forecast;
    private final double perNode;
    private final double confidence;
    private final int soonest;
    private final int slow;

    /**
     * @param forecast of {@link #horizon} days
     */
    Advice(Forecast forecast, Circumstances set) {
        this.forecast = forecast;
        this.perNode = set.perNode();
        this.confidence = set.confidence();
        this.soonest = set.leadTime().quantile(QUICK) + set.installDays();
        this.slow = slow(set);
    }

    static int horizon(Circumstances set) {
        return slow(set) + BEYOND;
    }

    /** Returns the days from a slow delivery's order to its service. */
    static int slow(Circumstances set) {
        return set.leadTime().quantile(SLOW) + set.installDays();
    }

    /**
     * Returns how many nodes to order.
     *
     * @param nodes in service or ordered
     */
    int order(int nodes) {
        var peaks = forecast.peaks(
                List.of(new Span(slow + 1, slow + Replay.WEEK), new Span(soonest + 1, forecast.horizon())),
                (mean, day) -> mean);
        var ordersWeek = peaks.getFirst();
        var later = peaks.getLast();
        double risk = exceeding(nodes, ordersWeek);
        double week = Replay.WEEK * DAY_OVER * confidence / (1 - confidence);
        double cost = 0;
        double most = 0;
        int best = 0;
        int weighed = 0;
        // in steps of a third: what a large fleet needs is known no better
        for (int more = 1; risk > 0 && more <= MOST_NODES; more += Math.max(1, more / 3)) {
            double used = exceeding(nodes + more - 1, later);
            cost += (more - weighed) * (Replay.WEEK * used + Replay.TERM_DAYS * (1 - used));
            weighed = more;
            if (week * risk - cost <= most) {
                break;
            }
            double worth = week * (risk - exceeding(nodes + more, ordersWeek)) - cost;
            if (worth > most) {
                most = worth;
                best = more;
            }
        }
        return best;
    }

    /**
     * Returns how many nodes to give back: those without which the limits hold with the confidence until others could long
     * have come.
     *
     * @param free   how many may be
     * @param limits by day
     */
    int giveBack(int free, double[] limits) {
        if (free <= 0) {
            return 0;
        }
        double highest = Arrays.stream(limits).max().orElseThrow();
        double nearest = forecast.peaks(
                        List.of(new Span(1, limits.length)), (mean, day) -> mean + highest - limits[day - 1])
                .getFirst()
                .quantile(confidence);
        int idle = (int) Math.floor((highest - nearest) / perNode + TOLERANCE);
        return Math.clamp(idle, 0, free);
    }

    /** Returns how likely demand is above what so many nodes carry. */
    private double exceeding(int nodes, Peak demand) {
        return demand.probabilityOf(Math.nextUp(nodes * perNode * (1 + TOLERANCE)));
    }
}

package dev.headroom.replay;

import dev.headroom.forecast.Forecast;
import dev.headroom.forecast.Forecaster;
import dev.headroom.plan.OrderOdds;
import dev.headroom.plan.WorkingCalendar;
import dev.headroom.units.TimeSeries;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;

/**
 * Follows rules through a history of days. A node is paid for from the day on which it enters service until it is given back:
 * one that was there at the start at any time, one that was ordered after a year at the earliest.
 */
public final class Replay {

    private static final int WEEK = 7;
    private static final int LINE_DAYS = 30;
    private static final double TRIGGER = 0.8;
    private static final double QUICK = 0.1;
    private static final double MIDDLE = 0.5;
    private static final double SLOW = 0.9;
    private static final int MOST_NODES = 100_000;
    private static final int TERM_DAYS = 365;
    /** What is given back may be missed with that probability until another could come. */
    private static final double IDLE_RISK = 0.05;
    /** Days behind a slow delivery that a forecast must reach, so that the odds of a later order are known. */
    private static final int BEYOND = 21;

    private static final LocalDate EPOCH = LocalDate.EPOCH;

    private final TimeSeries history;
    private final double[] demand; // the mean of the seven days up to each, NaN in gaps
    private final Circumstances set;
    private final Forecaster forecaster;

    public Replay(TimeSeries history, Circumstances circumstances, Forecaster forecaster) {
        this.history = history;
        this.set = circumstances;
        this.forecaster = forecaster;
        this.demand = trailingMeans(history.toArray(Double.NaN));
        if (circumstances.from() >= demand.length) {
            throw new IllegalArgumentException("the history ends before the replay begins: " + circumstances.from());
        }
    }

    /** Returns the mean of the seven days up to each day, over those that have a value; NaN where none has. */
    public static double[] trailingMeans(double[] values) {
        var means = new double[values.length];
        for (int day = 0; day < values.length; day++) {
            means[day] = Arrays.stream(values, Math.max(0, day - WEEK + 1), day + 1)
                    .filter(value -> !Double.isNaN(value))
                    .average()
                    .orElse(Double.NaN);
        }
        return means;
    }

    /** Returns the course of every rule, in the order of {@link Rule}. */
    public List<Course> courses() {
        return Arrays.stream(Rule.values()).map(this::follow).toList();
    }

    public Course follow(Rule rule) {
        return judged(rule, rule == Rule.HINDSIGHT ? hindsight() : weekly(rule));
    }

    /** What was done, and when. */
    private record Deeds(List<Course.Order> orders, List<Course.Return> returns) {}

    private Deeds weekly(Rule rule) {
        var orders = new ArrayList<Course.Order>();
        var returns = new ArrayList<Course.Return>();
        for (int day = set.from(); day < demand.length; day += WEEK) {
            int quantity = switch (rule) {
                case AT_80_PERCENT -> at80Percent(day, orders);
                case STRAIGHT_LINE -> straightLine(day, orders);
                case HEADROOM -> headroom(day, orders, returns);
                case HINDSIGHT -> 0;
            };
            if (quantity > 0) {
                orders.add(new Course.Order(day, quantity, day + delivery(day) + set.installDays()));
            } else if (quantity < 0 && rule == Rule.HEADROOM) {
                returns.add(new Course.Return(day, -quantity));
            }
        }
        return new Deeds(orders, returns);
    }

    /** The same for every rule, whatever was ordered before. */
    private int delivery(int day) {
        double share = new SplittableRandom(set.seed() * 31 + day).nextDouble();
        return set.leadTime().quantile(Math.max(1e-6, share));
    }

    private int at80Percent(int day, List<Course.Order> orders) {
        double usage = demand[day - 1];
        return Double.isNaN(usage) ? 0 : needed(usage / TRIGGER) - owned(orders);
    }

    private int straightLine(int day, List<Course.Order> orders) {
        int from = Math.max(0, day - LINE_DAYS);
        double sumX = 0;
        double sumY = 0;
        double sumXx = 0;
        double sumXy = 0;
        int count = 0;
        var values = history.toArray(Double.NaN);
        for (int i = from; i < day; i++) {
            if (!Double.isNaN(values[i])) {
                double x = i - day;
                sumX += x;
                sumY += values[i];
                sumXx += x * x;
                sumXy += x * values[i];
                count++;
            }
        }
        double spread = count * sumXx - sumX * sumX;
        if (count < 2 || spread == 0) {
            return 0;
        }
        double slope = (count * sumXy - sumX * sumY) / spread;
        double now = (sumY - slope * sumX) / count;
        int ahead = set.leadTime().quantile(SLOW) + set.installDays() + WEEK;
        return needed(now + slope * ahead) - owned(orders);
    }

    /** Returns how many to order; negative where that many are to be given back. */
    private int headroom(int day, List<Course.Order> orders, List<Course.Return> returns) {
        var past = past(day);
        if (past.count() == 0) {
            return 0;
        }
        int horizon = set.leadTime().quantile(0.99) + set.installDays() + WEEK + BEYOND;
        var forecast = forecaster.forecast(past, horizon);
        // by the time that a new order comes, those before it have come
        var expected = limits(day, horizon, orders, returns, 0);
        if (!suffices(forecast, expected, 0, horizon)) {
            int careful = first(0, more -> suffices(forecast, expected, more, horizon));
            int likely = likelyNeed(forecast, horizon) - owned(orders) + returned(returns);
            return Math.max(1, Math.min(careful, likely));
        }
        var careful = limits(day, horizon, orders, returns, set.leadTime().quantile(SLOW) + set.installDays());
        int most = free(day, orders, returns);
        int kept = first(-most - 1, less -> less >= 0 || isIdle(forecast, careful, less, horizon));
        return Math.min(0, kept);
    }

    /*
     * An order is dated by the odds, but sized by what is likely: a node is paid for a year, and one more can be ordered a
     * week later. Sized by the odds too, each week that looked dear would be paid for, and none taken back.
     */
    private int likelyNeed(Forecast forecast, int horizon) {
        var likely = trailingMeans(forecast.path(MIDDLE));
        int last = Math.min(horizon, set.leadTime().quantile(SLOW) + set.installDays() + WEEK);
        double highest = 0;
        for (int step = soonest(horizon); step < last; step++) {
            highest = Math.max(highest, likely[step]);
        }
        return needed(highest);
    }

    private int soonest(int horizon) {
        return Math.min(horizon, set.leadTime().quantile(QUICK) + set.installDays());
    }

    private static int returned(List<Course.Return> returns) {
        return returns.stream().mapToInt(Course.Return::quantity).sum();
    }

    /** The least number above one that doesn't suffice that does; the more, the better. */
    private static int first(int insufficient, IntPredicate suffices) {
        int low = insufficient;
        int step = 1;
        while (!suffices.test(low + step) && step < MOST_NODES) {
            step *= 2;
        }
        int high = low + step;
        while (high - low > 1) {
            int middle = Math.floorDiv(low + high, 2);
            if (suffices.test(middle)) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }

    /** How many nodes may be given back on a day. */
    private int free(int day, List<Course.Order> orders, List<Course.Return> returns) {
        int free = set.nodes();
        for (var order : orders) {
            free += order.inService() + TERM_DAYS <= day ? order.quantity() : 0;
        }
        for (var back : returns) {
            free -= back.quantity();
        }
        return free;
    }

    /** Whether the limit holds with fewer nodes until an order far later would come. */
    private boolean isIdle(Forecast forecast, double[] limits, int less, int horizon) {
        var lowered = limits.clone();
        for (int i = 0; i < lowered.length; i++) {
            lowered[i] = Math.max(0, lowered[i] + less * set.perNode());
        }
        return forecast.crossing(lowered).probabilityWithin(horizon) <= IDLE_RISK;
    }

    /** Whether with so many nodes more an order a week later would still be in time. */
    private boolean suffices(Forecast forecast, double[] limits, int more, int horizon) {
        var raised = limits.clone();
        for (int i = 0; i < raised.length; i++) {
            raised[i] += more * set.perNode();
        }
        // a limit that is broken already is not kept by any order: what counts is from the next delivery on
        Arrays.fill(raised, 0, soonest(horizon), Double.POSITIVE_INFINITY);
        return new OrderOdds(
                                forecast.crossing(raised),
                                EPOCH,
                                horizon,
                                set.leadTime(),
                                WorkingCalendar.ALWAYS,
                                set.installDays())
                        .broken(EPOCH.plusDays(1L + WEEK))
                <= 1 - set.confidence();
    }

    private TimeSeries past(int day) {
        var past = TimeSeries.builder(history.step());
        var values = history.toArray(Double.NaN);
        for (int i = 0; i < day; i++) {
            if (Double.isNaN(values[i])) {
                past.addGap();
            } else {
                past.add(values[i]);
            }
        }
        return past.build();
    }

    /**
     * Returns what may be used on the days from the one of the decision on, as far as can be known then.
     *
     * @param underWay how many days after its order what has not come yet is counted on; it never comes on the same day
     */
    private double[] limits(
            int deciding, int horizon, List<Course.Order> orders, List<Course.Return> returns, int underWay) {
        var limits = new double[horizon];
        int returned = returned(returns);
        for (int step = 0; step < horizon; step++) {
            int nodes = set.nodes() - returned;
            for (var order : orders) {
                int expected = order.inService() <= deciding
                        ? order.inService()
                        : Math.max(deciding + 1, order.day() + underWay);
                nodes += expected <= deciding + step ? order.quantity() : 0;
            }
            limits[step] = nodes * set.perNode();
        }
        return limits;
    }

    /**
     * Each node by itself, from the first to the one that only the highest day needs: in service on the days that need so many,
     * and between them where that costs less than another year.
     */
    private Deeds hindsight() {
        var orders = new ArrayList<Course.Order>();
        var returns = new ArrayList<Course.Return>();
        int end = demand.length;
        int highest = set.nodes();
        for (int day = set.from(); day < end; day++) {
            highest = Double.isNaN(demand[day]) ? highest : Math.max(highest, needed(demand[day]));
        }
        for (int node = 1; node <= highest; node++) {
            serve(node, orders, returns);
        }
        orders.sort(Comparator.comparingInt(Course.Order::day));
        returns.sort(Comparator.comparingInt(Course.Return::day));
        return new Deeds(orders, returns);
    }

    private void serve(int node, List<Course.Order> orders, List<Course.Return> returns) {
        int end = demand.length;
        var rest = new int[end + 2]; // the days still to pay from a day on, where the node is not in service then
        var best = new int[end + 2]; // the day, not before another, on which giving it back costs least in all
        best[end] = end;
        for (int day = end - 1; day >= set.from(); day--) {
            boolean isNeeded = !Double.isNaN(demand[day]) && needed(demand[day]) >= node;
            int until = best[Math.min(end, day + TERM_DAYS)];
            rest[day] = isNeeded ? until - day + rest[until] : rest[day + 1];
            best[day] = day + rest[day] < best[day + 1] + rest[best[day + 1]] ? day : best[day + 1];
        }
        int day = set.from();
        if (node <= set.nodes()) {
            day = best[day];
            if (day < end) {
                returns.add(new Course.Return(day, 1));
            }
        }
        while (day < end) {
            if (!Double.isNaN(demand[day]) && needed(demand[day]) >= node) {
                orders.add(new Course.Order(day, 1, day));
                day = best[Math.min(end, day + TERM_DAYS)];
                if (day < end) {
                    returns.add(new Course.Return(day, 1));
                }
            } else {
                day++;
            }
        }
    }

    private int needed(double usage) {
        return (int) Math.min(MOST_NODES, Math.ceil(usage / set.perNode() - 1e-9));
    }

    private int owned(List<Course.Order> orders) {
        return set.nodes() + orders.stream().mapToInt(Course.Order::quantity).sum();
    }

    private Course judged(Rule rule, Deeds deeds) {
        int over = 0;
        long nodeDays = 0;
        int first = set.from() + set.leadTime().quantile(SLOW) + set.installDays();
        for (int day = set.from(); day < demand.length; day++) {
            int nodes = set.nodes();
            for (var order : deeds.orders()) {
                nodes += order.inService() <= day ? order.quantity() : 0;
            }
            for (var back : deeds.returns()) {
                nodes -= back.day() <= day ? back.quantity() : 0;
            }
            nodeDays += nodes;
            over += day >= first && demand[day] > nodes * set.perNode() * (1 + 1e-9) ? 1 : 0;
        }
        return new Course(rule, over, nodeDays, demand.length - set.from(), deeds.orders(), deeds.returns());
    }
}

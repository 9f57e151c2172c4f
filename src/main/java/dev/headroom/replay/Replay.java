package dev.headroom.replay;

import dev.headroom.forecast.Forecaster;
import dev.headroom.units.TimeSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Follows rules through a history of days. A node is paid for from the day on which it enters service until it is given back:
 * one that was there at the start at any time, one that was ordered after a year at the earliest.
 */
public final class Replay {

    static final int WEEK = 7;
    private static final int LINE_DAYS = 30;
    private static final double TRIGGER = 0.8;
    private static final int MOST_NODES = 100_000;
    static final int TERM_DAYS = 365;

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
        int ahead = Advice.slow(set) + WEEK;
        return needed(now + slope * ahead) - owned(orders);
    }

    /** Returns how many to order; negative where that many are to be given back. */
    private int headroom(int day, List<Course.Order> orders, List<Course.Return> returns) {
        var past = past(day);
        if (past.count() == 0) {
            return 0;
        }
        int horizon = Advice.horizon(set);
        var advice = new Advice(forecaster.forecast(past, horizon), set);
        int quantity = advice.order(owned(orders) - returned(returns));
        return quantity > 0
                ? quantity
                : -advice.giveBack(free(day, orders, returns), limits(day, horizon, orders, returns));
    }

    private static int returned(List<Course.Return> returns) {
        return returns.stream().mapToInt(Course.Return::quantity).sum();
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

    /** Returns what may be used on the days from the one of the decision on; what has not come yet is taken to come slowly. */
    private double[] limits(int deciding, int horizon, List<Course.Order> orders, List<Course.Return> returns) {
        var limits = new double[horizon];
        int returned = returned(returns);
        for (int step = 0; step < horizon; step++) {
            int nodes = set.nodes() - returned;
            for (var order : orders) {
                int expected = order.inService() <= deciding
                        ? order.inService()
                        : Math.max(deciding + 1, order.day() + Advice.slow(set));
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
        int tooSoon = 0;
        long nodeDays = 0;
        int first = set.from() + Advice.slow(set);
        for (int day = set.from(); day < demand.length; day++) {
            int nodes = set.nodes();
            for (var order : deeds.orders()) {
                nodes += order.inService() <= day ? order.quantity() : 0;
            }
            for (var back : deeds.returns()) {
                nodes -= back.day() <= day ? back.quantity() : 0;
            }
            nodeDays += nodes;
            if (demand[day] > nodes * set.perNode() * (1 + 1e-9)) {
                over += day >= first ? 1 : 0;
                tooSoon += day < first ? 1 : 0;
            }
        }
        return new Course(rule, over, tooSoon, nodeDays, demand.length - set.from(), deeds.orders(), deeds.returns());
    }
}

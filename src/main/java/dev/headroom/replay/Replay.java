package dev.headroom.replay;

import dev.headroom.forecast.Forecast;
import dev.headroom.forecast.Forecaster;
import dev.headroom.plan.OrderOdds;
import dev.headroom.plan.WorkingCalendar;
import dev.headroom.units.TimeSeries;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Follows rules through a history of days. Nodes are only ever added, and each is paid for from the day on which it enters
 * service: so a rule can be cheaper by ordering later or by ordering less.
 */
public final class Replay {

    private static final int WEEK = 7;
    private static final int LINE_DAYS = 30;
    private static final double TRIGGER = 0.8;
    private static final double SLOW = 0.9;
    private static final int MOST_NODES = 100_000;
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

    private List<Course.Order> weekly(Rule rule) {
        var orders = new ArrayList<Course.Order>();
        for (int day = set.from(); day < demand.length; day += WEEK) {
            int quantity = switch (rule) {
                case AT_80_PERCENT -> at80Percent(day, orders);
                case STRAIGHT_LINE -> straightLine(day, orders);
                case HEADROOM -> headroom(day, orders);
                case HINDSIGHT -> 0;
            };
            if (quantity > 0) {
                orders.add(new Course.Order(day, quantity, day + delivery(day) + set.installDays()));
            }
        }
        return orders;
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

    private int headroom(int day, List<Course.Order> orders) {
        var past = past(day);
        if (past.count() == 0) {
            return 0;
        }
        int horizon = set.leadTime().quantile(0.99) + set.installDays() + WEEK + BEYOND;
        var forecast = forecaster.forecast(past, horizon);
        var limits = new double[horizon];
        for (int step = 1; step <= horizon; step++) {
            limits[step - 1] = limit(day - 1 + step, day, orders);
        }
        int quantity = 0;
        // the first that suffices: doubled until it does, then halved
        int enough = 0;
        while (!suffices(forecast, limits, enough, horizon) && enough < MOST_NODES) {
            quantity = enough;
            enough = Math.max(1, enough * 2);
        }
        while (enough - quantity > 1) {
            int middle = (quantity + enough) / 2;
            if (suffices(forecast, limits, middle, horizon)) {
                enough = middle;
            } else {
                quantity = middle;
            }
        }
        return enough;
    }

    /** Whether with so many nodes more an order a week later would still be in time. */
    private boolean suffices(Forecast forecast, double[] limits, int more, int horizon) {
        var raised = limits.clone();
        for (int i = 0; i < raised.length; i++) {
            raised[i] += more * set.perNode();
        }
        // a limit that is broken already is not kept by any order: what counts is from the next delivery on
        int soonest = Math.min(horizon, set.leadTime().quantile(0.1) + set.installDays());
        Arrays.fill(raised, 0, soonest, Double.POSITIVE_INFINITY);
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

    /** What may be used on a day, as far as can be known when deciding: what is under way comes when most deliveries do. */
    private double limit(int on, int deciding, List<Course.Order> orders) {
        int nodes = set.nodes();
        for (var order : orders) {
            int expected = order.inService() <= deciding
                    ? order.inService()
                    : Math.max(deciding + 1, order.day() + set.leadTime().quantile(SLOW) + set.installDays());
            nodes += expected <= on ? order.quantity() : 0;
        }
        return nodes * set.perNode();
    }

    private List<Course.Order> hindsight() {
        var orders = new ArrayList<Course.Order>();
        int nodes = set.nodes();
        for (int day = set.from(); day < demand.length; day++) {
            int needed = Double.isNaN(demand[day]) ? nodes : needed(demand[day]);
            if (needed > nodes) {
                orders.add(new Course.Order(day, needed - nodes, day));
                nodes = needed;
            }
        }
        return orders;
    }

    private int needed(double usage) {
        return (int) Math.min(MOST_NODES, Math.ceil(usage / set.perNode() - 1e-9));
    }

    private int owned(List<Course.Order> orders) {
        return set.nodes() + orders.stream().mapToInt(Course.Order::quantity).sum();
    }

    private Course judged(Rule rule, List<Course.Order> orders) {
        int over = 0;
        long nodeDays = 0;
        for (int day = set.from(); day < demand.length; day++) {
            int nodes = set.nodes();
            for (var order : orders) {
                nodes += order.inService() <= day ? order.quantity() : 0;
            }
            nodeDays += nodes;
            over += demand[day] > nodes * set.perNode() * (1 + 1e-9) ? 1 : 0;
        }
        return new Course(rule, over, nodeDays, demand.length - set.from(), orders);
    }
}

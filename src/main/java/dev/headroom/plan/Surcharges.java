package dev.headroom.plan;

import java.util.List;

/**
 * What a search pays for going beyond the limits that pools share, in units of the tariff: more with each round in which it
 * does, less with each in which it doesn't. So pools give way where it costs them least, and one can take what another has,
 * which step by step within the limits they can't.
 *
 * @param orders by model and month, on each order beyond the maximum
 * @param oneTime by month, on each unit of money beyond the budget
 * @param monthly the same of the monthly budget
 * @param beyond rounds since the limits were kept
 */
record Surcharges(double[][] orders, double[] oneTime, double[] monthly, int beyond) {

    /** The first surcharge on an order, as a share of its price and of one month's; on money, of the money. */
    private static final double FIRST = 0.25;

    private static final double RISE = 1.3;
    private static final double FALL = 0.1;

    /** After so many rounds beyond the limits surcharges fall half as fast, so that the way back is found. */
    private static final double STEADIED = 4;

    static Surcharges none(PlanningProblem problem) {
        int months = problem.months();
        return new Surcharges(new double[problem.models().size()][months], new double[months], new double[months], 0);
    }

    /** Returns what a fleet pays for what it takes beyond its room. */
    double of(Tariff tariff, Room room, Fleet fleet) {
        double sum = 0;
        for (int m = 0; m < oneTime.length; m++) {
            sum += oneTime[m] * Math.max(0, tariff.oneTime(fleet, m) - room.oneTime()[m]);
            sum += monthly[m] * Math.max(0, tariff.monthly(fleet, m) - room.monthly()[m]);
            for (int s = 0; s < orders.length; s++) {
                sum += orders[s][m] * Math.max(0, fleet.arrivals()[s][m] - room.arrivals()[s][m]);
            }
        }
        return sum;
    }

    /** Returns the surcharges of the next round, each moved by whether the fleets of all pools go beyond its limit. */
    Surcharges next(PlanningProblem problem, Tariff tariff, List<Fleet> fleets) {
        var left = Room.beside(problem, tariff, fleets, Room.NOBODY);
        int rounds = SharedLimits.kept(problem, tariff, fleets) ? 0 : beyond + 1;
        var next = none(problem);
        for (int m = 0; m < oneTime.length; m++) {
            next.oneTime[m] = moved(oneTime[m], left.oneTime()[m], FIRST, oneTime.length, rounds);
            next.monthly[m] = moved(monthly[m], left.monthly()[m], FIRST, oneTime.length, rounds);
            for (int s = 0; s < orders.length; s++) {
                double price = tariff.modelOneTime[s] + tariff.modelMonthly[s];
                // an order is worth no more than to do without its server until the end
                double most = tariff.modelOneTime[s] + (double) oneTime.length * tariff.modelMonthly[s];
                next.orders[s][m] = moved(orders[s][m], left.arrivals()[s][m], FIRST * price, most, rounds);
            }
        }
        return new Surcharges(next.orders, next.oneTime, next.monthly, rounds);
    }

    private static double moved(double surcharge, long left, double first, double most, int rounds) {
        return left < 0
                ? Math.min(most, Math.max(first, surcharge * RISE))
                : surcharge * (1 - FALL / (1 + rounds / STEADIED));
    }
}

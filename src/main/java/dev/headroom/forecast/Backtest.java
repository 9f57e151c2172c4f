package dev.headroom.forecast;

import java.util.Optional;

/** Scores the combination from earlier origins of the same series, beside the two forecasts that cost nothing. */
final class Backtest {

    private static final int FEWEST_ORIGINS = 3;

    private Backtest() {}

    static Optional<Accuracy> score(Combination combination, History history, Bank bank, long seed) {
        int season = Math.max(1, (int) Math.rint(history.cycle));
        double scale = scale(history, season);
        int origins = combination.errors.length;
        if (origins < FEWEST_ORIGINS || !(scale > 0)) {
            return Optional.empty();
        }
        double own = 0;
        double naive = 0;
        double line = 0;
        double covered = 0;
        int scored = 0;
        int horizon = 0;
        for (int o = 0; o < origins; o++) {
            // weights and bands of an origin come from the others
            var unseen = combination.unseen[o];
            double[] error = unseen.errors();
            horizon = Math.max(horizon, error.length);
            double[] straight = straightLine(history, combination.origins[o], error.length);
            double[] middle = unseen.middle();
            int known = combination.origins[o];
            var bands = new Bands(
                    combination.errorsAlike(history, o),
                    middle,
                    Combination.disagreement(combination.paths[o], unseen.weights(), middle),
                    history.level(known),
                    known,
                    history.cycle);
            var trends = bank.trendPaths(known);
            if (!trends.isEmpty()) {
                bands.lean(
                        trends.get(0),
                        trends.get(1),
                        bank.shareInPercent(known),
                        known,
                        history.isFinerThanDaily(),
                        bank.stepsBehindTrend(known),
                        Bands.FEWER_DRAWS,
                        seed);
            }
            double e = 0;
            double f = 0;
            double g = 0;
            int inside = 0;
            int seen = 0;
            for (int h = 0; h < error.length; h++) {
                if (Double.isNaN(error[h])) {
                    continue;
                }
                double actual = combination.actual[o][h];
                e += Math.abs(error[h]);
                f += Math.abs(actual - combination.paths[o][0][h]);
                g += Math.abs(actual - straight[h]);
                inside += error[h] <= bands.up[h] && -error[h] <= bands.down[h] ? 1 : 0;
                seen++;
            }
            if (seen > 0) {
                own += e / seen;
                naive += f / seen;
                line += g / seen;
                covered += (double) inside / seen;
                scored++;
            }
        }
        if (scored < FEWEST_ORIGINS) {
            return Optional.empty();
        }
        return Optional.of(new Accuracy(
                own / scored / scale,
                covered / scored,
                scored,
                horizon,
                naive / scored / scale,
                line / scored / scale));
    }

    private static double scale(History history, int season) {
        double sum = 0;
        int count = 0;
        for (int i = season; i < history.y.length; i++) {
            if (history.present[i] && history.present[i - season]) {
                sum += Math.abs(history.y[i] - history.y[i - season]);
                count++;
            }
        }
        return count > 0 ? sum / count : 0;
    }

    /** Least squares through the last 30 days. */
    private static double[] straightLine(History history, int end, int reach) {
        int from = Math.max(0, end - (int) Math.max(2, Math.rint(30 * history.stepsPerDay)));
        int count = end - from;
        double meanX = (count - 1) / 2.0;
        double meanY = 0;
        for (int i = from; i < end; i++) {
            meanY += history.y[i] / count;
        }
        double xy = 0;
        double xx = 0;
        for (int i = from; i < end; i++) {
            xy += (i - from - meanX) * (history.y[i] - meanY);
            xx += (i - from - meanX) * (i - from - meanX);
        }
        double slope = xx > 0 ? xy / xx : 0;
        var line = new double[reach];
        for (int h = 0; h < reach; h++) {
            line[h] = Math.max(0, meanY + slope * (count + h - meanX));
        }
        return line;
    }
}

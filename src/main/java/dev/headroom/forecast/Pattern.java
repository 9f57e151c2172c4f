package dev.headroom.forecast;

/** What one season adds to the level, by phase. */
final class Pattern {

    final double period; // in steps, not always whole
    final double[] effect; // by phase
    private final int anchor;

    private Pattern(double period, double[] effect, int anchor) {
        this.period = period;
        this.effect = effect;
        this.anchor = anchor;
    }

    double at(int index) {
        return effect[phase(index, anchor, period)];
    }

    private static int phase(int index, int anchor, double period) {
        int whole = (int) period;
        if (whole == period) {
            return Math.floorMod(index - anchor, whole);
        }
        double offset = index - anchor;
        return (int) (offset - period * Math.floor(offset / period));
    }

    /**
     * Finds the pattern of a period in {@code y[0, end)}.
     *
     * @param halfLife how many cycles back a cycle counts half
     */
    static Pattern find(double[] y, int end, double period, double halfLife) {
        int bins = (int) Math.ceil(period);
        var effect = new double[bins];
        var pattern = new Pattern(period, effect, 0);
        int width = (int) Math.rint(period);
        if (end < 2 * width + 1) {
            return pattern;
        }
        var trend = centeredMean(y, end, width);
        int half = width / 2;
        var weight = new double[bins];
        var squared = new double[bins]; // of the weights
        double decay = StrictMath.exp(-StrictMath.log(2) / (halfLife * period));
        double w = 1;
        for (int i = end - half - 1; i >= half; i--) {
            int phase = phase(i, 0, period);
            effect[phase] += w * (y[i] - trend[i]);
            weight[phase] += w;
            squared[phase] += w * w;
            w *= decay;
        }
        double mean = 0;
        for (int p = 0; p < bins; p++) {
            effect[p] = weight[p] > 0 ? effect[p] / weight[p] : 0;
            mean += effect[p] / bins;
        }
        double spread = 0;
        for (int p = 0; p < bins; p++) {
            effect[p] -= mean;
            spread += effect[p] * effect[p] / bins;
        }
        double noise = 0;
        double total = 0;
        w = 1;
        double effective = 0;
        for (int i = end - half - 1; i >= half; i--) {
            int phase = phase(i, 0, period);
            double e = y[i] - trend[i] - effect[phase];
            noise += w * e * e;
            total += w;
            w *= decay;
        }
        for (int p = 0; p < bins; p++) {
            effective += squared[p] > 0 ? weight[p] * weight[p] / squared[p] / bins : 0;
        }
        // Stein: the less a phase's mean stands out of what chance alone would make of it, the less of it is kept
        double chance = total > 0 && effective > 1 ? noise / total / (effective - 1) : spread;
        double keep = spread > 0 ? Math.max(0, 1 - chance / spread) : 0;
        for (int p = 0; p < bins; p++) {
            effect[p] *= keep;
        }
        return pattern;
    }

    static double[] centeredMean(double[] y, int end, int width) {
        var mean = new double[end];
        int half = width / 2;
        double sum = 0;
        for (int i = 0; i < Math.min(end, width); i++) {
            sum += y[i];
        }
        boolean even = width % 2 == 0;
        for (int i = half; i < end - half; i++) {
            int first = i - half;
            if (even) {
                double last = y[first + width];
                mean[i] = (sum - 0.5 * y[first] + 0.5 * last) / width;
                sum += last - y[first];
            } else {
                mean[i] = sum / width;
                if (first + width < end) {
                    sum += y[first + width] - y[first];
                }
            }
        }
        return mean;
    }
}

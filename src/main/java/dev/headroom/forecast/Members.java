package dev.headroom.forecast;

import java.util.ArrayList;
import java.util.List;

/** The simple methods that are combined. Each is a level, a slope and a damping, on top of the seasons. */
final class Members {

    /** What a member sees at an origin. */
    record View(double[] values, double[] adjusted, double[] seasonal, int end, double cycle, List<Pattern> patterns) {}

    interface Method {
        /** Fills the path of the steps behind the view's end. */
        void extend(View view, double[] path);
    }

    record Member(String name, double prior, Method method) {}

    static List<Member> all() {
        var members = new ArrayList<Member>();
        members.add(new Member("seasonal naive", 1, (v, path) -> naive(v, path, 0)));
        members.add(new Member("seasonal naive, week", 1, (v, path) -> naive(v, path, 1)));
        members.add(new Member("level 0.3", 1, (v, path) -> level(v, path, 0.3)));
        members.add(new Member("level 1", 1, (v, path) -> level(v, path, 1)));
        members.add(new Member("level 4", 1, (v, path) -> level(v, path, 4)));
        members.add(new Member("level all", 1, (v, path) -> level(v, path, 1e6)));
        members.add(new Member("trend 6", 1, (v, path) -> trend(v, path, 6, 6)));
        members.add(new Member("trend 20", 1, (v, path) -> trend(v, path, 20, 20)));
        members.add(new Member("trend all", 1, (v, path) -> trend(v, path, 1e6, 1e6)));
        return members;
    }

    private static void naive(View v, double[] path, int longest) {
        int which = Math.min(longest, v.patterns.size() - 1);
        int period = which < 0 ? 1 : (int) Math.rint(v.patterns.get(which).period);
        for (int h = 0; h < path.length; h++) {
            int back = v.end - period + h % period;
            path[h] = back >= 0 ? v.values[back] : v.values[v.end - 1];
        }
    }

    private static void level(View v, double[] path, double cycles) {
        double level = smooth(v.adjusted, v.end, cycles * v.cycle);
        for (int h = 0; h < path.length; h++) {
            path[h] = level + v.seasonal[v.end + h];
        }
    }

    private static double smooth(double[] x, int end, double halfLife) {
        double decay = StrictMath.exp(-StrictMath.log(2) / halfLife);
        double sum = 0;
        double weights = 0;
        double w = 1;
        for (int i = end - 1; i >= 0 && w > 1e-9; i--) {
            sum += w * x[i];
            weights += w;
            w *= decay;
        }
        return sum / weights;
    }

    private static void trend(View v, double[] path, double cycles, double dampCycles) {
        double decay = StrictMath.exp(-StrictMath.log(2) / (cycles * v.cycle));
        double s0 = 0, s1 = 0, s2 = 0, t0 = 0, t1 = 0;
        double w = 1;
        for (int i = v.end - 1; i >= 0 && w > 1e-9; i--) {
            double x = i - (v.end - 1);
            s0 += w;
            s1 += w * x;
            s2 += w * x * x;
            t0 += w * v.adjusted[i];
            t1 += w * x * v.adjusted[i];
            w *= decay;
        }
        double det = s0 * s2 - s1 * s1;
        double slope = det > 1e-12 * s0 * s2 ? (s0 * t1 - s1 * t0) / det : 0;
        double line = (t0 - slope * s1) / s0;
        double near = StrictMath.exp(-StrictMath.log(2) / v.cycle);
        double gap = 0;
        double weights = 0;
        w = 1;
        for (int i = v.end - 1; i >= 0 && w > 1e-9; i--) {
            gap += w * (v.adjusted[i] - line - slope * (i - v.end + 1));
            weights += w;
            w *= near;
        }
        double level = line + gap / weights;
        double damp = StrictMath.exp(-StrictMath.log(2) / (dampCycles * v.cycle));
        double reach = 0;
        double d = 1;
        for (int h = 0; h < path.length; h++) {
            d *= damp;
            reach += d;
            path[h] = level + slope * reach + v.seasonal[v.end + h];
        }
    }

    private Members() {}
}

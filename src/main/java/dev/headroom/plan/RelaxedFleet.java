package dev.headroom.plan;

import java.util.Arrays;

/** What a solution of a pool's relaxed program holds, in fractions of servers. */
final class RelaxedFleet {

    private final PoolProgram program;
    private final double[] solution;

    RelaxedFleet(PoolProgram program, double[] solution) {
        this.program = program;
        this.solution = solution;
    }

    /** Returns the sum of a chain's counts over all months. */
    double sum(PoolChains.Chain chain) {
        var variables = switch (chain.kind()) {
            case OWNED -> program.owned[chain.index()];
            case BOUGHT -> program.bought[chain.index()];
            case ACTIVE -> program.active[chain.index()];
        };
        return Arrays.stream(variables).mapToDouble(this::value).sum();
    }

    /** Returns the nodes of each type in a month. */
    double[] counts(int m) {
        var counts = new double[program.needs.types.size()];
        for (int j = 0; j < counts.length; j++) {
            var type = program.needs.types.get(j);
            if (type.isBare()) {
                counts[j] += value(program.bought[type.model()][m]) + value(program.owned[type.model()][m]);
            } else {
                double carrying = value(program.active[type.upgrade()][m]);
                counts[j] += carrying;
                counts[program.needs.bareType(type.model())] -= carrying;
            }
        }
        return counts;
    }

    /** Returns a fleet of whole servers, no fewer than the relaxed solution's where the terms and maxima allow. */
    Fleet roundedUp() {
        var fleet = Fleet.asOwned(program.problem, program.needs);
        for (int s = 0; s < program.bought.length; s++) {
            int shortest = program.problem.models().get(s).shortestService();
            for (int m = 0; m < program.problem.months(); m++) {
                if (program.owned[s][m] != PoolProgram.ABSENT && m > 0) {
                    fleet.owned()[s][m] = Math.min(fleet.owned()[s][m - 1], up(solution[program.owned[s][m]]));
                }
                if (program.bought[s][m] != PoolProgram.ABSENT) {
                    int before = m == 0 ? 0 : fleet.bought()[s][m - 1];
                    int most = program.mostArriving(s, m);
                    int arriving = Math.clamp(up(solution[program.bought[s][m]]) - before, 0, most);
                    fleet.arrivals()[s][m] = arriving;
                    int withinTerm = 0;
                    for (int a = Math.max(0, m - shortest + 1); a <= m; a++) {
                        withinTerm += fleet.arrivals()[s][a];
                    }
                    fleet.bought()[s][m] =
                            Math.min(before + arriving, Math.max(withinTerm, up(solution[program.bought[s][m]])));
                }
                int left = fleet.held(s, m);
                for (int u = 0; u < program.active.length; u++) {
                    if (program.modelOf(u) == s && program.active[u][m] != PoolProgram.ABSENT) {
                        fleet.active()[u][m] = Math.min(left, up(solution[program.active[u][m]]));
                        left -= fleet.active()[u][m];
                    }
                }
            }
        }
        return fleet;
    }

    private static int up(double value) {
        return (int) Math.ceil(value - 0.05);
    }

    private double value(int variable) {
        return variable == PoolProgram.ABSENT ? 0 : solution[variable];
    }
}

package dev.headroom.plan;

import dev.headroom.plan.IntegerProgram.Terms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * One pool's part of the integer program.
 *
 * <p>Equal servers past their term are interchangeable, so the program keeps no cohorts: for each model and month it
 * has the servers that arrive and the servers that are held. Held servers grow by arrivals alone, and those within
 * their term are among them; the oldest are then given back first. What survives the loss of the k largest nodes is
 * the largest of Σ min(capacity, θ) − kθ over all sizes θ; a switch for each θ says which one is claimed.
 */
final class PoolProgram {

    final PlanningProblem problem;
    final PoolNeeds needs;

    /** By model and month; {@link #ABSENT} where a model can't arrive or be held. */
    final int[][] arrivals;

    final int[][] bought;
    final int[][] owned;

    /** By upgrade and month. */
    final int[][] active;

    final int[][] activated;

    /** By month: 1 where the demand is left unmet. */
    final int[] unmet;

    /** Cuts that hold in this pool, whatever other pools do. */
    final PoolCuts cuts;

    /** A row that weighs the nodes of a month, by type. */
    private record Weighing(int row, int month, long[] weights) {}

    private final List<Weighing> weighings = new ArrayList<>();

    /** A cut that was added for a month. */
    record Applied(int month, PoolCuts.Cut cut) {}

    final List<Applied> applied = new ArrayList<>();

    static final int ABSENT = -1;

    /** A switch that may be on where the capped sum reaches what the failures leave to carry. */
    private record Claim(int variable, Terms capped, long rest) {}

    private final List<Claim> claims = new ArrayList<>();

    /** The rows that tie one month to the next. */
    private final List<IntegerProgram.Row> chained;

    private final boolean exact;
    private final IntegerProgram program;
    private final Tariff tariff;
    private final int months;

    /**
     * Adds a pool to a program.
     *
     * @param exact whether the program says what failures leave; otherwise only cuts tell it about them, and its
     *     solutions cost no more than the best plan
     */
    PoolProgram(
            IntegerProgram program,
            PlanningProblem problem,
            Tariff tariff,
            PoolNeeds needs,
            PoolCuts cuts,
            boolean exact) {
        this.cuts = cuts;
        this.exact = exact;
        this.program = program;
        this.problem = problem;
        this.tariff = tariff;
        this.needs = needs;
        months = problem.months();
        int models = problem.models().size();
        arrivals = absent(models);
        bought = absent(models);
        owned = absent(models);
        active = absent(problem.upgrades().size());
        activated = absent(problem.upgrades().size());
        unmet = new int[months];
        for (int s : needs.types.stream()
                .filter(NodeType::isBare)
                .mapToInt(NodeType::model)
                .toArray()) {
            addOwned(s, tariff);
            addBought(s, tariff);
        }
        for (var type : needs.types) {
            if (!type.isBare()) {
                addUpgrade(type.upgrade(), tariff);
            }
        }
        chained = List.copyOf(program.rows());
        limitUpgrades();
        for (int m = 0; m < months; m++) {
            unmet[m] = program.variable(0, 1, 0);
            carry(m);
        }
    }

    private int[][] absent(int rows) {
        var variables = new int[rows][months];
        for (var row : variables) {
            Arrays.fill(row, ABSENT);
        }
        return variables;
    }

    private void addOwned(int s, Tariff tariff) {
        var available = needs.ownedAvailable(problem, s);
        var bound = needs.ownedBound(problem, s);
        for (int m = 0; m < months && available[0] > 0; m++) {
            owned[s][m] = program.variable(bound[m], available[m], tariff.modelMonthly[s]);
            if (m > 0) {
                program.row(new Terms().add(owned[s][m], 1).add(owned[s][m - 1], -1), -IntegerProgram.NONE, 0);
            }
        }
    }

    private void addBought(int s, Tariff tariff) {
        var model = problem.models().get(s);
        if (!model.orderable()) {
            return;
        }
        int most = needs.mostBought(s);
        int atOnce = model.maxPerMonth() == null ? most : Math.min(most, model.maxPerMonth());
        for (int m = model.leadMonths(); m < months && atOnce > 0; m++) {
            arrivals[s][m] = program.variable(0, atOnce, tariff.modelOneTime[s]);
            bought[s][m] = program.variable(0, most, tariff.modelMonthly[s]);
            var growth = new Terms().add(bought[s][m], 1).add(arrivals[s][m], -1);
            if (m > model.leadMonths()) {
                growth.add(bought[s][m - 1], -1);
            }
            program.row(growth, -IntegerProgram.NONE, 0);
            var withinTerm = new Terms().add(bought[s][m], 1);
            for (int a = Math.max(model.leadMonths(), m - model.shortestService() + 1); a <= m; a++) {
                withinTerm.add(arrivals[s][a], -1);
            }
            program.row(withinTerm, 0, IntegerProgram.NONE);
        }
    }

    private void addUpgrade(int u, Tariff tariff) {
        var upgrade = problem.upgrades().get(u);
        int s = modelOf(u);
        for (int m = upgrade.leadMonths(); m < months; m++) {
            long most = mostHeld(s, m);
            active[u][m] = program.variable(0, most, tariff.upgradeMonthly[u]);
            if (tariff.upgradeOneTime[u] > 0) {
                activated[u][m] = program.variable(0, most, tariff.upgradeOneTime[u]);
                var growth = new Terms().add(active[u][m], 1).add(activated[u][m], -1);
                if (m > upgrade.leadMonths()) {
                    growth.add(active[u][m - 1], -1);
                }
                program.row(growth, -IntegerProgram.NONE, 0);
            }
        }
    }

    private void limitUpgrades() {
        for (int s = 0; s < problem.models().size(); s++) {
            for (int m = 0; m < months; m++) {
                var carrying = new Terms();
                for (int u = 0; u < active.length; u++) {
                    if (modelOf(u) == s && active[u][m] != ABSENT) {
                        carrying.add(active[u][m], 1);
                    }
                }
                if (carrying.variables().length > 0) {
                    addHeld(carrying, s, m, -1);
                    program.row(carrying, -IntegerProgram.NONE, 0);
                }
            }
        }
    }

    private void carry(int m) {
        for (int r = 0; r < needs.resources.size(); r++) {
            if (needs.total[r][m] == PoolNeeds.IMPOSSIBLE || needs.surviving[r][m] == PoolNeeds.IMPOSSIBLE) {
                program.fix(unmet[m], 1, 1);
                return;
            }
        }
        for (int r = 0; r < needs.resources.size(); r++) {
            if (needs.total[r][m] > 0) {
                long total = needs.total[r][m];
                weigh(m, capped(r, total));
                program.row(weighted(capped(r, total), m).add(unmet[m], total), total, IntegerProgram.NONE);
            }
            if (exact && needs.surviving[r][m] > 0) {
                surviveFailures(r, m);
            }
        }
    }

    private void surviveFailures(int r, int m) {
        var sizes = new TreeSet<Long>();
        for (long capacity : needs.capacity[r]) {
            if (capacity > 0) {
                sizes.add(capacity);
            }
        }
        var anySize = new Terms().add(unmet[m], 1);
        for (long size : sizes) {
            int claimed = program.variable(0, 1, 0);
            anySize.add(claimed, 1);
            long rest = needs.surviving[r][m] + needs.failures * size;
            var weights = capped(r, Math.min(size, rest));
            claims.add(new Claim(claimed, weighted(weights, m), rest));
            program.row(weighted(weights, m).add(claimed, -rest), 0, IntegerProgram.NONE);
        }
        program.row(anySize, 1, IntegerProgram.NONE);
    }

    /** Returns min(capacity, size) of each type. */
    private long[] capped(int r, long size) {
        return Arrays.stream(needs.capacity[r])
                .map(capacity -> Math.min(size, capacity))
                .toArray();
    }

    private void weigh(int month, long[] weights) {
        weighings.add(new Weighing(program.rows().size(), month, weights));
    }

    /**
     * Returns what one more node of each type would save in each month.
     *
     * @param prices by row, what the relaxation would save if a little less were asked
     */
    double[][] savings(double[] prices) {
        var savings = new double[months][needs.types.size()];
        for (var weighing : weighings) {
            for (int j = 0; weighing.row < prices.length && j < weighing.weights.length; j++) {
                savings[weighing.month][j] += Math.max(0, prices[weighing.row]) * weighing.weights[j];
            }
        }
        return savings;
    }

    /**
     * Returns what the relaxation pays for what the months ask.
     *
     * @param prices by row
     */
    double paid(double[] prices) {
        double paid = 0;
        for (var weighing : weighings) {
            if (weighing.row < prices.length) {
                paid += Math.max(0, prices[weighing.row])
                        * program.rows().get(weighing.row).low();
            }
        }
        return paid;
    }

    /** Adds a cut for one month. */
    void cut(int month, PoolCuts.Cut cut) {
        applied.add(new Applied(month, cut));
        weigh(month, cut.weights());
        program.row(
                weighted(cut.weights(), month).add(unmet[month], PoolCuts.WHOLE), PoolCuts.WHOLE, IntegerProgram.NONE);
    }

    /** Returns the rows that tie one month of the pool to the next. */
    List<IntegerProgram.Row> chained() {
        return chained;
    }

    /** Returns the variables that count all nodes of a type's model, or those that have its upgrade. */
    int[] held(NodeType type, int m) {
        var variables = type.isBare()
                ? new int[] {bought[type.model()][m], owned[type.model()][m]}
                : new int[] {active[type.upgrade()][m]};
        return Arrays.stream(variables).filter(variable -> variable != ABSENT).toArray();
    }

    private void addHeld(Terms terms, int s, int m, long coefficient) {
        if (bought[s][m] != ABSENT) {
            terms.add(bought[s][m], coefficient);
        }
        if (owned[s][m] != ABSENT) {
            terms.add(owned[s][m], coefficient);
        }
    }

    private long mostHeld(int s, int m) {
        return (bought[s][m] == ABSENT ? 0 : program.high(bought[s][m]))
                + (owned[s][m] == ABSENT ? 0 : program.high(owned[s][m]));
    }

    /** Returns how many of a model can enter service in a month in which some can. */
    int mostArriving(int model, int month) {
        return (int) program.high(arrivals[model][month]);
    }

    int modelOf(int upgrade) {
        var id = problem.upgrades().get(upgrade).model();
        for (int s = 0; s < problem.models().size(); s++) {
            if (problem.models().get(s).id().equals(id)) {
                return s;
            }
        }
        throw new IllegalStateException(id);
    }

    /** Returns Σ weight × nodes of each type. */
    Terms weighted(long[] weights, int m) {
        var terms = new Terms();
        for (int j = 0; j < weights.length; j++) {
            var type = needs.types.get(j);
            if (type.isBare()) {
                addHeld(terms, type.model(), m, weights[j]);
            } else if (active[type.upgrade()][m] != ABSENT) {
                terms.add(active[type.upgrade()][m], weights[j] - weights[needs.bareType(type.model())]);
            }
        }
        return terms;
    }

    /** Reads the fleet out of a solution. */
    Fleet fleet(long[] solution) {
        return new Fleet(
                read(arrivals, solution),
                read(bought, solution),
                read(owned, solution),
                read(active, solution),
                Fleet.bound(problem, needs));
    }

    /** Writes a fleet into a solution, with all that follows from it. */
    void write(Fleet fleet, long[] solution) {
        write(arrivals, fleet.arrivals(), solution);
        write(bought, fleet.bought(), solution);
        write(owned, fleet.owned(), solution);
        write(active, fleet.active(), solution);
        for (int m = 0; m < months; m++) {
            for (int u = 0; u < activated.length; u++) {
                if (activated[u][m] != ABSENT) {
                    int before = m == 0 ? 0 : fleet.active()[u][m - 1];
                    solution[activated[u][m]] = Math.max(0, fleet.active()[u][m] - before);
                }
            }
            solution[unmet[m]] = needs.carried(m, fleet.counts(needs, m)) ? 0 : 1;
        }
        for (var claim : claims) {
            solution[claim.variable] = claim.capped.of(solution) >= claim.rest ? 1 : 0;
        }
    }

    private static void write(int[][] variables, int[][] counts, long[] solution) {
        for (int i = 0; i < variables.length; i++) {
            for (int m = 0; m < variables[i].length; m++) {
                if (variables[i][m] != ABSENT) {
                    solution[variables[i][m]] = counts[i][m];
                }
            }
        }
    }

    private static int[][] read(int[][] variables, long[] solution) {
        var values = new int[variables.length][];
        for (int i = 0; i < values.length; i++) {
            values[i] = new int[variables[i].length];
            for (int m = 0; m < values[i].length; m++) {
                values[i][m] = variables[i][m] == ABSENT ? 0 : (int) solution[variables[i][m]];
            }
        }
        return values;
    }
}

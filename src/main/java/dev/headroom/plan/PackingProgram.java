package dev.headroom.plan;

import java.util.Arrays;

/**
 * A small linear program: the largest c·x with Ax ≤ b and x ≥ 0, where b ≥ 0, so that x = 0 is a start. Solved by the
 * simplex method on a dense tableau.
 */
final class PackingProgram {

    private static final double TINY = 1e-10;

    private final double[][] tableau;
    private final int rows;
    private final int columns;
    private final int[] basis;

    /**
     * Solves it.
     *
     * @param columns by column, the coefficients of each row
     */
    PackingProgram(double[] costs, double[][] columns, double[] bounds) {
        this.rows = bounds.length;
        this.columns = costs.length;
        tableau = new double[rows + 1][this.columns + rows + 1];
        basis = new int[rows];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < this.columns; j++) {
                tableau[i][j] = columns[j][i];
            }
            tableau[i][this.columns + i] = 1;
            tableau[i][this.columns + rows] = bounds[i];
            basis[i] = this.columns + i;
        }
        for (int j = 0; j < this.columns; j++) {
            tableau[rows][j] = -costs[j];
        }
        solve();
    }

    private void solve() {
        int limit = 50 * (rows + columns);
        for (int step = 0; step < limit; step++) {
            int entering = entering(step > limit / 2);
            if (entering < 0) {
                return;
            }
            int leaving = leaving(entering);
            if (leaving < 0) {
                return;
            }
            pivot(leaving, entering);
        }
    }

    private int entering(boolean first) {
        int best = -1;
        double least = -TINY;
        for (int j = 0; j < columns + rows; j++) {
            if (tableau[rows][j] < least) {
                best = j;
                least = tableau[rows][j];
                if (first) {
                    return best;
                }
            }
        }
        return best;
    }

    private int leaving(int entering) {
        int best = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < rows; i++) {
            if (tableau[i][entering] > TINY) {
                double ratio = tableau[i][columns + rows] / tableau[i][entering];
                if (ratio < least - 1e-14 || best >= 0 && ratio <= least && basis[i] < basis[best]) {
                    least = Math.min(least, ratio);
                    best = i;
                }
            }
        }
        return best;
    }

    private void pivot(int row, int column) {
        double[] pivotRow = tableau[row];
        double by = pivotRow[column];
        for (int j = 0; j < pivotRow.length; j++) {
            pivotRow[j] /= by;
        }
        for (int i = 0; i <= rows; i++) {
            double factor = tableau[i][column];
            if (i != row && factor != 0) {
                double[] other = tableau[i];
                for (int j = 0; j < other.length; j++) {
                    other[j] -= factor * pivotRow[j];
                }
            }
        }
        basis[row] = column;
    }

    double value() {
        return tableau[rows][columns + rows];
    }

    /** Returns the price of each row's bound. */
    double[] duals() {
        var duals = Arrays.copyOfRange(tableau[rows], columns, columns + rows);
        for (int i = 0; i < rows; i++) {
            duals[i] = Math.max(0, duals[i]);
        }
        return duals;
    }

    double[] solution() {
        var solution = new double[columns];
        for (int i = 0; i < rows; i++) {
            if (basis[i] < columns) {
                solution[basis[i]] = tableau[i][columns + rows];
            }
        }
        return solution;
    }
}

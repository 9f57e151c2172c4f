package dev.headroom.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A linear program over whole numbers, minimized; coefficients are whole numbers too. */
final class IntegerProgram {

    static final long NONE = Long.MAX_VALUE / 4;

    /** Σ coefficients × variables, from {@code low} to {@code high}; ±{@link #NONE} where open. */
    record Row(int[] variables, long[] coefficients, long low, long high) {}

    private final List<long[]> variables = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();

    int variable(long low, long high, long cost) {
        variables.add(new long[] {low, high, cost});
        return variables.size() - 1;
    }

    void row(Terms terms, long low, long high) {
        rows.add(new Row(terms.variables(), terms.coefficients(), low, high));
    }

    int size() {
        return variables.size();
    }

    long low(int variable) {
        return variables.get(variable)[0];
    }

    long high(int variable) {
        return variables.get(variable)[1];
    }

    long cost(int variable) {
        return variables.get(variable)[2];
    }

    void fix(int variable, long low, long high) {
        variables.get(variable)[0] = low;
        variables.get(variable)[1] = high;
    }

    void price(int variable, long cost) {
        variables.get(variable)[2] = cost;
    }

    long costOf(long[] values) {
        long sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += cost(i) * values[i];
        }
        return sum;
    }

    /** Returns whether values keep every bound and row, in whole numbers and without tolerance. */
    boolean holds(long[] values) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] < low(i) || values[i] > high(i)) {
                return false;
            }
        }
        for (var row : rows) {
            long sum = 0;
            for (int i = 0; i < row.variables.length; i++) {
                sum += row.coefficients[i] * values[row.variables[i]];
            }
            if (sum < row.low || sum > row.high) {
                return false;
            }
        }
        return true;
    }

    List<Row> rows() {
        return rows;
    }

    /** A sum of variables with coefficients, collected term by term. */
    static final class Terms {
        private int[] variables = new int[8];
        private long[] coefficients = new long[8];
        private int size;

        Terms add(int variable, long coefficient) {
            if (coefficient == 0) {
                return this;
            }
            for (int i = 0; i < size; i++) {
                if (variables[i] == variable) {
                    coefficients[i] += coefficient;
                    return this;
                }
            }
            return append(variable, coefficient);
        }

        /** Adds a variable that is not in the sum yet. */
        Terms append(int variable, long coefficient) {
            if (size == variables.length) {
                variables = Arrays.copyOf(variables, 2 * size);
                coefficients = Arrays.copyOf(coefficients, 2 * size);
            }
            variables[size] = variable;
            coefficients[size++] = coefficient;
            return this;
        }

        /** Returns the same variables, each coefficient divided by a number that divides them all. */
        Terms dividedBy(long divisor) {
            var quotient = new Terms();
            for (int i = 0; i < size; i++) {
                quotient.append(variables[i], coefficients[i] / divisor);
            }
            return quotient;
        }

        long of(long[] values) {
            long sum = 0;
            for (int i = 0; i < size; i++) {
                sum += coefficients[i] * values[variables[i]];
            }
            return sum;
        }

        int[] variables() {
            return Arrays.copyOf(variables, size);
        }

        long[] coefficients() {
            return Arrays.copyOf(coefficients, size);
        }
    }
}

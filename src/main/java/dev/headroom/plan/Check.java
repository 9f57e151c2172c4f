package dev.headroom.plan;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The ranges of a planning problem's fields. */
final class Check {

    /** Above any quantity of bytes or bits a second that a pool can hold; sums stay far from overflow. */
    private static final double LARGEST_QUANTITY = 1e24;

    private static final BigDecimal LARGEST_PRICE = new BigDecimal("1e12");
    private static final int MOST_DECIMALS = 20;
    private static final int LARGEST_COUNT = 1_000_000;

    private Check() {}

    static String id(String field, String value) {
        if (value.isBlank()) {
            throw new InvalidProblem(field, "must not be blank: '" + value + "'");
        }
        return value;
    }

    static double quantity(String field, double value) {
        if (!(value >= 0 && value <= LARGEST_QUANTITY)) {
            throw new InvalidProblem(field, "must be a number from 0 to 1e24: " + value);
        }
        return value;
    }

    static double share(String field, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new InvalidProblem(field, "must be a number from 0 to 1: " + value);
        }
        return value;
    }

    static BigDecimal price(String field, BigDecimal value) {
        if (value.signum() < 0 || value.compareTo(LARGEST_PRICE) > 0) {
            throw new InvalidProblem(field, "must be an amount from 0 to 1e12: " + value);
        }
        if (value.scale() > MOST_DECIMALS) {
            throw new InvalidProblem(field, "must have at most " + MOST_DECIMALS + " decimals: " + value);
        }
        return value;
    }

    static int count(String field, int value) {
        return within(field, value, LARGEST_COUNT);
    }

    static void sum(String field, long count) {
        if (count > LARGEST_COUNT) {
            throw new InvalidProblem(field, "must be " + LARGEST_COUNT + " at most together: " + count);
        }
    }

    static int within(String field, int value, int largest) {
        if (value < 0 || value > largest) {
            throw new InvalidProblem(field, "must be a whole number from 0 to " + largest + ": " + value);
        }
        return value;
    }

    static <T> List<T> unique(String field, List<T> items, Function<T, String> id) {
        var seen = new HashSet<String>();
        for (int i = 0; i < items.size(); i++) {
            if (!seen.add(id.apply(items.get(i)))) {
                throw new InvalidProblem(field + "[" + i + "].id", "stands twice: '" + id.apply(items.get(i)) + "'");
            }
        }
        return List.copyOf(items);
    }

    /** Returns an unmodifiable copy in the same order, so that equal problems are solved alike. */
    static <K, V> Map<K, V> ordered(Map<K, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}

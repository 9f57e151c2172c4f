package dev.headroom.metrics;

import java.util.Collection;
import java.util.stream.Collectors;

/** Writes PromQL. Every value that goes into a query goes through here. */
public final class Promql {

    private Promql() {}

    /** Returns a label matcher, such as {@code mode="idle"}. */
    public static String equal(String label, String value) {
        return name(label) + "=" + quote(value);
    }

    /** Returns a matcher of labels that match none of the regular expressions. */
    public static String matchesNone(String label, Collection<String> regularExpressions) {
        return name(label) + "!~" + quote(String.join("|", regularExpressions));
    }

    /** Returns a matcher of labels that equal one of the values. */
    public static String anyOf(String label, Collection<String> values) {
        return name(label) + "=~" + quote(values.stream().map(Promql::literal).collect(Collectors.joining("|")));
    }

    /** Returns a metric with its matchers. */
    public static String selector(String metric, String... matchers) {
        return name(metric) + "{" + String.join(",", matchers) + "}";
    }

    private static String name(String name) {
        if (!name.matches("[a-zA-Z_:][a-zA-Z0-9_:]*")) {
            throw new IllegalArgumentException("no metric or label name: " + name);
        }
        return name;
    }

    private static String quote(String value) {
        var quoted = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> quoted.append("\\\\");
                case '"' -> quoted.append("\\\"");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                default -> quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    private static String literal(String value) {
        return value.replaceAll("([\\\\.+*?()|\\[\\]{}^$])", "\\\\$1");
    }
}

package dev.headroom.web;

import dev.headroom.assessment.Status;

/**
 * A status as a page shows it: a class for its color, an icon and a word.
 *
 * @param kind names color and icon: {@code ok}, {@code plan}, {@code order-now}, {@code late}, {@code unknown}
 */
record StatusView(String kind, String word) {

    static StatusView of(Status status) {
        return of(status, status.word());
    }

    static StatusView of(Status status, String word) {
        return new StatusView(kind(status), word);
    }

    /** Sorts the most urgent first; an unknown comes before what is known to be fine. */
    static int rank(Status status) {
        return switch (status) {
            case LATE -> 0;
            case ORDER_NOW -> 1;
            case PLAN -> 2;
            case UNKNOWN -> 3;
            case OK -> 4;
        };
    }

    private static String kind(Status status) {
        return switch (status) {
            case OK -> "ok";
            case PLAN -> "plan";
            case ORDER_NOW -> "order-now";
            case LATE -> "late";
            case UNKNOWN -> "unknown";
        };
    }
}

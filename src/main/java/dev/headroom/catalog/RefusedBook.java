package dev.headroom.catalog;

import java.util.List;
import java.util.stream.Collectors;

/** A change that would put into the price book what can't be read or believed; nothing of it was stored. */
public sealed class RefusedBook extends RuntimeException permits BadRow {

    private final transient List<Objection> objections;

    RefusedBook(List<Objection> objections) {
        this(objections.stream().map(Objection::toString).collect(Collectors.joining("; ")), objections);
    }

    RefusedBook(String message, List<Objection> objections) {
        super(message);
        this.objections = List.copyOf(objections);
    }

    public List<Objection> objections() {
        return objections;
    }
}

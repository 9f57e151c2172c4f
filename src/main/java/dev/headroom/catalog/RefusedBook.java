package dev.headroom.catalog;

import java.util.List;
import java.util.stream.Collectors;

/** A change that would put nonsense into the price book; nothing of it was stored. */
public final class RefusedBook extends RuntimeException {

    private final transient List<Objection> objections;

    RefusedBook(List<Objection> objections) {
        super(objections.stream().map(Objection::toString).collect(Collectors.joining("; ")));
        this.objections = List.copyOf(objections);
    }

    public List<Objection> objections() {
        return objections;
    }
}

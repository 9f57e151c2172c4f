package dev.headroom.inventory;

import java.util.Locale;

/** What usage is measured and forecast of: a pool or a node. */
public record Subject(Kind kind, String id) implements Comparable<Subject> {

    public enum Kind {
        POOL,
        NODE;

        /** Returns the name in lower case, as the database has it. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static Subject pool(String id) {
        return new Subject(Kind.POOL, id);
    }

    public static Subject node(String id) {
        return new Subject(Kind.NODE, id);
    }

    /** Orders pools before nodes, each by id. */
    @Override
    public int compareTo(Subject other) {
        int byKind = kind.compareTo(other.kind);
        return byKind != 0 ? byKind : id.compareTo(other.id);
    }

    @Override
    public String toString() {
        return kind.id() + "/" + id;
    }
}

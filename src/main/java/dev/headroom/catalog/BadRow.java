package dev.headroom.catalog;

import java.util.List;

/** A row of a price file that can't be read; the message says the file, the line, the column and what stands there. */
public final class BadRow extends RefusedBook {

    BadRow(String file, long line, String column, String value, String rule) {
        super(
                "%s line %d, %s: '%s' %s".formatted(file, line, column, value, rule),
                List.of(new Objection(file, line, column, value, rule)));
    }

    BadRow(String file, long line, String rule) {
        super("%s line %d: %s".formatted(file, line, rule), List.of(new Objection(file, line, "", "", rule)));
    }

    /** Returns the same in its parts; the column is empty where the whole line is meant. */
    public Objection objection() {
        return objections().getFirst();
    }
}

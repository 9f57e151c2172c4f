package dev.headroom.catalog;

/**
 * Why a row that can be read can't be believed.
 *
 * @param line in the file, from 1 with its header
 */
public record Objection(String file, long line, String column, String value, String reason) {

    @Override
    public String toString() {
        return file + " line " + line + ", " + column + ": '" + value + "' " + reason;
    }
}

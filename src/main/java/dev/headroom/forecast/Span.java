package dev.headroom.forecast;

/**
 * Steps of a forecast that follow each other.
 *
 * @param first from 1
 * @param last  included, at least {@code first}
 */
public record Span(int first, int last) {

    public Span {
        if (first < 1 || last < first) {
            throw new IllegalArgumentException("a span is from 1 on and not empty: " + first + " to " + last);
        }
    }
}

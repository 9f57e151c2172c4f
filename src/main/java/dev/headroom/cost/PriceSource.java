package dev.headroom.cost;

/**
 * Where a price comes from.
 *
 * @param what       the price, such as {@code m7a.16xlarge on-demand}
 * @param source     who says so
 * @param asOf       when it was true, as exactly as the source says: a day, a month, {@code 2024 approx}, {@code undated}
 * @param confidence how far it can be trusted, in the source's words
 */
public record PriceSource(String what, String source, String asOf, String confidence) {}

package dev.headroom.catalog;

import java.time.Instant;

/**
 * A state that the price book has had.
 *
 * @param madeBy e-mail of a user, name of a token, or {@code Headroom} for what came with the program
 * @param reason why it was made, in the words of who made it
 */
public record BookVersion(int number, Instant madeAt, String madeBy, String reason) {}

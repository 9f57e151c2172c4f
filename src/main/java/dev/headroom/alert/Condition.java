package dev.headroom.alert;

import org.jspecify.annotations.Nullable;

/**
 * Something that is, or is not, as it should be.
 *
 * @param key     tells conditions apart, and stays the same from one assessment to the next
 * @param urgency how bad it is now, from 1 on; 0 where all is well, {@code null} where it is neither well nor bad enough: then nothing changes
 * @param title   in one line
 * @param detail  in one sentence
 */
record Condition(String key, AlertKind kind, @Nullable Integer urgency, String title, String detail) {}

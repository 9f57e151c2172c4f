package dev.headroom.demo;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A growing body of import lines. A year and a half of five-minute samples is close to a hundred million numbers, so
 * they are written digit by digit.
 */
final class Lines {

    private byte[] bytes = new byte[8 << 20];
    private int size;
    private long samples;

    byte[] bytes() {
        return bytes;
    }

    int size() {
        return size;
    }

    long samples() {
        return samples;
    }

    void clear() {
        size = 0;
        samples = 0;
    }

    /**
     * Opens a series; its values follow, each closed by {@link #endValue}.
     *
     * @param ownLabels the labels of this series alone, as {@code "name":"value",} with the comma, or empty
     */
    void begin(String name, String ownLabels, byte[] targetLabels, int values) {
        ensure(name.length() + ownLabels.length() + targetLabels.length + 64 + 40 * values);
        put("{\"metric\":{\"__name__\":\"");
        put(name);
        put("\",");
        put(ownLabels);
        put(targetLabels, targetLabels.length);
        put("},\"values\":[");
    }

    void end(byte[] timestamps, int values) {
        size--; // the comma behind the last value
        put("],\"timestamps\":[");
        put(timestamps, timestamps.length);
        put("]}\n");
        samples += values;
    }

    void endValue() {
        bytes[size++] = ',';
    }

    /** Writes a number that is not negative. */
    void putLong(long value) {
        int digits = digits(value);
        int at = size + digits;
        size = at;
        long rest = value;
        do {
            long tenth = rest / 10;
            bytes[--at] = (byte) ('0' + (rest - tenth * 10));
            rest = tenth;
        } while (rest != 0);
    }

    /** Writes a number that is not negative with one decimal. */
    void putTenths(double value) {
        long tenths = (long) (value * 10 + 0.5);
        long whole = tenths / 10;
        putLong(whole);
        bytes[size++] = '.';
        bytes[size++] = (byte) ('0' + (tenths - whole * 10));
    }

    /** Writes the text and nothing around it. */
    void put(String ascii) {
        var text = ascii.getBytes(StandardCharsets.US_ASCII);
        put(text, text.length);
    }

    void put(byte[] text, int length) {
        ensure(length + 64);
        System.arraycopy(text, 0, bytes, size, length);
        size += length;
    }

    private void ensure(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }

    private static int digits(long value) {
        int digits = 1;
        for (long limit = 10; digits < 19 && value >= limit; limit *= 10) {
            digits++;
        }
        return digits;
    }
}

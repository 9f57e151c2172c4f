package dev.headroom.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.zip.CRC32;

/**
 * Random strings that open doors: {@code hr_<32 letters and digits>_<CRC-32 in hex>}. 190 random bits; prefix and checksum let
 * scanners find one that has leaked, and let a mistyped one fail before the database is asked.
 */
final class Secret {

    private static final String PREFIX = "hr_";
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int RANDOM_CHARACTERS = 32;
    private static final int CHECKSUM_CHARACTERS = 8;
    private static final int HINT_CHARACTERS = PREFIX.length() + 6;
    private static final int LENGTH = PREFIX.length() + RANDOM_CHARACTERS + 1 + CHECKSUM_CHARACTERS;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Secret() {}

    static String next() {
        var text = new StringBuilder(PREFIX);
        RANDOM.ints(RANDOM_CHARACTERS, 0, ALPHABET.length()).forEach(i -> text.append(ALPHABET.charAt(i)));
        return text + "_" + checksum(text.toString());
    }

    /** Returns whether a string has the form and its checksum holds; says nothing about whether it opens anything. */
    static boolean isWellFormed(String text) {
        int end = LENGTH - CHECKSUM_CHARACTERS - 1;
        return text.length() == LENGTH
                && text.startsWith(PREFIX)
                && text.charAt(end) == '_'
                && text.substring(end + 1).equals(checksum(text.substring(0, end)));
    }

    /** Returns the first characters, too few to guess the rest from. */
    static String hint(String secret) {
        return secret.substring(0, HINT_CHARACTERS);
    }

    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String checksum(String text) {
        var crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return "%08x".formatted(crc.getValue());
    }
}

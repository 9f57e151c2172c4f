package dev.headroom.inventory;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Makes an id that is safe in a URL out of any name. */
final class Slug {

    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final int LONGEST_STEM = 60;

    private Slug() {}

    /** Returns the name itself where it is safe, else what is safe of it and a short hash of all of it. */
    static String of(String name) {
        return SAFE.matcher(name).matches() ? name : hashed(name, name);
    }

    /** Returns the safe part of a name and a short hash of a longer text that tells it from others of that name. */
    static String hashed(String name, String whole) {
        String stem = name.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[^A-Za-z0-9]+|-+$", "");
        String cut = stem.length() > LONGEST_STEM ? stem.substring(0, LONGEST_STEM) : stem;
        return (cut.isEmpty() ? "x" : cut) + "-" + hash(whole);
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

package dev.headroom.web;

import java.util.regex.Pattern;

/**
 * Text from outside, fit for a page: control, format and direction characters are spelled out, and what is longer than a reader
 * reads is cut. Names of nodes and pools are metric labels, so anybody who can write a metric chooses them.
 */
final class VisibleText {

    private static final int LONGEST_NAME = 120;
    private static final int LONGEST_SENTENCE = 600;

    private static final Pattern INNER_HYPHEN = Pattern.compile("(?<=[\\p{L}\\p{N}])-(?=[\\p{L}\\p{N}])");

    private VisibleText() {}

    static String name(String text) {
        return cut(text, LONGEST_NAME);
    }

    static String sentence(String text) {
        return cut(text, LONGEST_SENTENCE);
    }

    /** Returns a sentence in which no line breaks within a hyphenated name: {@code EX130-S} stays whole. */
    static String heading(String text) {
        return INNER_HYPHEN.matcher(sentence(text)).replaceAll("\u2011");
    }

    private static String cut(String text, int longest) {
        var shown = new StringBuilder();
        int count = 0;
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            if (count == longest) {
                return shown.append("… (%,d characters)".formatted(text.codePointCount(0, text.length())))
                        .toString();
            }
            append(shown, codePoint);
            i += Character.charCount(codePoint);
            count++;
        }
        return shown.isEmpty() ? "(no name)" : shown.toString();
    }

    private static void append(StringBuilder shown, int codePoint) {
        switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> shown.append("⟨U+%04X⟩".formatted(codePoint));
            default -> shown.appendCodePoint(codePoint);
        }
    }
}

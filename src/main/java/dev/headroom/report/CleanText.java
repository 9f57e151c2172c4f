package dev.headroom.report;

/** Makes a name that somebody else chose fit for a line of a mail. */
final class CleanText {

    private CleanText() {}

    /**
     * Returns the text on one line: line ends and other control characters become spaces, marks that turn the reading direction or hide
     * letters vanish, and what is longer than the limit ends in an ellipsis.
     */
    static String of(String text, int limit) {
        var line = new StringBuilder(Math.min(text.length(), limit + 1));
        boolean gap = false;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (Character.isWhitespace(c) || Character.isISOControl(c) || isLineEnd(c)) {
                gap = !line.isEmpty();
                continue;
            }
            if (isInvisible(c)) {
                continue;
            }
            if (gap) {
                line.append(' ');
                gap = false;
            }
            line.appendCodePoint(c);
            if (line.length() > limit) {
                int end = line.offsetByCodePoints(line.length(), -1);
                return line.substring(0, Math.min(end, limit - 1)).stripTrailing() + "…";
            }
        }
        return line.toString();
    }

    private static boolean isLineEnd(int c) {
        int type = Character.getType(c);
        return type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
    }

    private static boolean isInvisible(int c) {
        int type = Character.getType(c);
        return type == Character.FORMAT || type == Character.SURROGATE || type == Character.UNASSIGNED;
    }
}

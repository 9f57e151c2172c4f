package dev.headroom.units;

/** A setting holds what can't be used. The message is one line that names the variable, what it holds and what is allowed. */
public final class InvalidSetting extends RuntimeException {

    private static final int LONGEST_VALUE = 80;

    /**
     * @param variable as in the environment, such as {@code HEADROOM_TIME_ZONE}
     * @param value    what it holds; never a secret
     * @param allowed  completes "must be …"
     */
    public InvalidSetting(String variable, String value, String allowed) {
        super(variable + " is '" + shown(value) + "': must be " + allowed);
    }

    private static String shown(String value) {
        String line = value.replaceAll("\\p{Cntrl}", "?");
        return line.length() <= LONGEST_VALUE ? line : line.substring(0, LONGEST_VALUE) + "…";
    }
}

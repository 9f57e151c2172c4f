package dev.headroom.doctor;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What came of a check.
 *
 * @param seen   what was seen, in a sentence: where the check failed, its cause; where it was skipped, why
 * @param effect what that does to the forecast; null where the check passed or was skipped
 * @param mend   a setting or a command to copy; null likewise
 */
public record Finding(
        Check check,
        Outcome outcome,
        String seen,
        @Nullable String effect,
        @Nullable String mend) {

    public enum Outcome {
        PASSED,
        /** It could not be looked at: what it rests on failed, or there is nothing to look at. */
        SKIPPED,
        /** It does not hold, and Headroom works nonetheless. */
        WARNING,
        /** It does not hold, and is required. */
        FAILED;

        /** Returns the name in the API. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Returns whether something is to be mended. */
    public boolean isTrouble() {
        return outcome == Outcome.WARNING || outcome == Outcome.FAILED;
    }
}

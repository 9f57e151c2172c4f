package dev.headroom.assessment;

/** Nothing can be shown or sent: no assessment has been made so far. */
public final class NoAssessmentYet extends RuntimeException {

    public NoAssessmentYet() {
        super("No assessment has been made yet: the first one follows the first day of complete usage.");
    }
}

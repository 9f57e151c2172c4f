package dev.headroom.web;

/** A page was asked for that shows an assessment, and none has been made. */
@SuppressWarnings("serial")
class NoAssessmentYet extends RuntimeException {

    NoAssessmentYet() {
        super("no assessment has been made yet");
    }
}

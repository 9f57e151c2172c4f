package dev.headroom;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;

/** Says in one line on standard error why Headroom did not start. */
class OneLineFailureReporter implements FailureAnalysisReporter {

    @Override
    public void report(FailureAnalysis analysis) {
        var action = analysis.getAction();
        var line = analysis.getDescription() + (action == null || action.isBlank() ? "" : " " + action);
        System.err.println("headroom: " + line.replaceAll("\\s*\\R\\s*", " ").strip());
    }
}

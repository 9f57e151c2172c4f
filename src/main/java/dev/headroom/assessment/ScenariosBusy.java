package dev.headroom.assessment;

/** As many scenarios wait as may: try again when some are done. */
public final class ScenariosBusy extends RuntimeException {

    ScenariosBusy(int waiting) {
        super(waiting + " scenarios are waiting to be computed: try again in a minute.");
    }
}

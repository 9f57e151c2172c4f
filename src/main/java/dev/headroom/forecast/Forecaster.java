package dev.headroom.forecast;

import dev.headroom.units.TimeSeries;
import java.util.List;

/** Predicts demand from its history alone, or from it and what the operator knows. */
public interface Forecaster {

    /**
     * Returns the forecast of the steps behind a history.
     *
     * @param horizon how many steps ahead, at least 1
     * @throws IllegalArgumentException if the history holds no value or the horizon is not positive
     */
    default Forecast forecast(TimeSeries history, int horizon) {
        return forecast(history, horizon, List.of());
    }

    /**
     * Returns the forecast of the steps behind a history, knowing of events in the past or ahead.
     *
     * @param events in any order; those beyond the horizon are ignored
     */
    Forecast forecast(TimeSeries history, int horizon, List<KnownEvent> events);
}

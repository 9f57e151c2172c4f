package dev.headroom.usage;

import dev.headroom.metrics.MetricStore;
import dev.headroom.metrics.MetricsSettings;
import dev.headroom.settings.ChosenSettings;
import dev.headroom.settings.SettingChosen;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Turns to the metric store whose address was chosen on a page, where the environment sets none. */
@Component
class StoreChoice {

    private final MetricStore store;
    private final MetricsSettings settings;
    private final ChosenSettings chosen;

    StoreChoice(MetricStore store, MetricsSettings settings, ChosenSettings chosen) {
        this.store = store;
        this.settings = settings;
        this.chosen = chosen;
        turn();
    }

    @TransactionalEventListener(fallbackExecution = true)
    @Order(1)
    void on(SettingChosen event) {
        if (event.name().equals(ChosenSettings.STORE)) {
            turn();
        }
    }

    private void turn() {
        chosen.chosen(ChosenSettings.STORE).ifPresent(address -> store.turnTo(settings.at(address)));
    }
}

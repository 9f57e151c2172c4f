package dev.headroom.alert;

import dev.headroom.assessment.Assessments;
import dev.headroom.catalog.PriceBooks;
import dev.headroom.catalog.PriceSettings;
import dev.headroom.procurement.Purchases;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Looks each quarter of an hour, since days pass without an assessment too, and sends what waits each minute. */
@Component
class AlertSchedule {

    private final AlertWatch watch;
    private final Assessments assessments;
    private final PriceBooks prices;
    private final PriceSettings settings;
    private final Purchases purchases;
    private final AlertProperties properties;

    AlertSchedule(
            AlertWatch watch,
            Assessments assessments,
            PriceBooks prices,
            PriceSettings settings,
            Purchases purchases,
            AlertProperties properties) {
        this.watch = watch;
        this.assessments = assessments;
        this.prices = prices;
        this.settings = settings;
        this.purchases = purchases;
        this.properties = properties;
    }

    @Scheduled(initialDelay = 1, fixedDelay = 15, timeUnit = TimeUnit.MINUTES)
    void look() {
        if (!properties.enabled()) {
            return;
        }
        assessments
                .latest()
                .ifPresent(assessment ->
                        watch.look(assessment, prices.current(), settings.staleAfterDays(), purchases.open()));
    }

    @Scheduled(initialDelay = 90, fixedDelay = 60, timeUnit = TimeUnit.SECONDS)
    void tell() {
        watch.tell();
    }
}

package dev.headroom.inventory;

import dev.headroom.settings.ChosenSettings;
import java.time.ZoneId;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The time zone in which a day begins: the environment's, else the one that was chosen on a page before the start. */
@Configuration(proxyBeanMethods = false)
class PlanningZoneConfiguration {

    /** {@code chosen} is there where there is a database: the doctor goes by the environment alone. */
    @Bean
    ZoneId planningZone(Environment environment, ObjectProvider<ChosenSettings> chosen) {
        return PlanningZone.in(environment)
                .or(() -> chosen.stream()
                        .findFirst()
                        .flatMap(settings -> settings.chosen(ChosenSettings.ZONE))
                        .map(PlanningZone::named))
                .orElse(ZoneId.of("UTC"));
    }
}

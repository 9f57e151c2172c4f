package dev.headroom.inventory;

import dev.headroom.settings.ChosenSettings;
import dev.headroom.units.InvalidSetting;
import java.time.DateTimeException;
import java.time.ZoneId;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The time zone in which a day begins: the environment's, else the one that was chosen on a page before the start. */
@Configuration(proxyBeanMethods = false)
class PlanningZoneConfiguration {

    @Bean
    ZoneId planningZone(Environment environment, ChosenSettings chosen) {
        String name = chosen.isFixed(ChosenSettings.ZONE)
                ? environment.getRequiredProperty(ChosenSettings.ZONE).strip()
                : chosen.chosen(ChosenSettings.ZONE).orElse("UTC");
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new InvalidSetting("HEADROOM_TIME_ZONE", name, "a time zone such as Europe/Berlin or UTC");
        }
    }
}

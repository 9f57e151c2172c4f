package dev.headroom.inventory;

import dev.headroom.settings.ChosenSettings;
import dev.headroom.units.InvalidSetting;
import java.time.DateTimeException;
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
        var set = environment.getProperty(ChosenSettings.ZONE);
        String name = set != null && !set.isBlank()
                ? set.strip()
                : chosen.stream()
                        .findFirst()
                        .flatMap(settings -> settings.chosen(ChosenSettings.ZONE))
                        .orElse("UTC");
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new InvalidSetting("HEADROOM_TIME_ZONE", name, "a time zone such as Europe/Berlin or UTC");
        }
    }
}

package dev.headroom.inventory;

import dev.headroom.units.InvalidSetting;
import java.time.DateTimeException;
import java.time.ZoneId;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The time zone in which a day begins. */
@Configuration(proxyBeanMethods = false)
class PlanningZoneConfiguration {

    @Bean
    ZoneId planningZone(Environment environment) {
        String name = environment.getProperty("headroom.time-zone", "UTC").strip();
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new InvalidSetting("HEADROOM_TIME_ZONE", name, "a time zone such as Europe/Berlin or UTC");
        }
    }
}

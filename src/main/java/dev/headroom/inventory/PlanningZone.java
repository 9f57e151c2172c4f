package dev.headroom.inventory;

import dev.headroom.settings.ChosenSettings;
import dev.headroom.units.InvalidSetting;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;
import org.springframework.core.env.Environment;

/** The time zone in which a day begins, as settings name it. */
public final class PlanningZone {

    private PlanningZone() {}

    /**
     * Returns the environment's.
     *
     * @return empty where it names none
     * @throws InvalidSetting if what it names is no time zone
     */
    public static Optional<ZoneId> in(Environment environment) {
        return Optional.ofNullable(environment.getProperty(ChosenSettings.ZONE))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .map(PlanningZone::named);
    }

    static ZoneId named(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new InvalidSetting("HEADROOM_TIME_ZONE", name, "a time zone such as Europe/Berlin or UTC");
        }
    }
}

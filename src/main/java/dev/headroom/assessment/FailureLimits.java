package dev.headroom.assessment;

import dev.headroom.inventory.Fleet;
import dev.headroom.inventory.Inventory;
import dev.headroom.inventory.Subject;
import dev.headroom.units.Resource;
import dev.headroom.usage.UsageDay;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a pool could use, day by day, and still survive the failures that the planning rules ask for. */
@Component
public class FailureLimits {

    private final Inventory inventory;
    private final Baseline baseline;
    private final Clock clock;

    FailureLimits(Inventory inventory, Baseline baseline, Clock clock) {
        this.inventory = inventory;
        this.baseline = baseline;
        this.clock = clock;
    }

    /**
     * Returns the limit at the end of each day, in the resource's unit; where the capacity stays, so does the limit.
     *
     * @return as many values; {@code null} where no failure is to be survived, or a capacity is unknown
     */
    public List<@Nullable Double> of(Subject pool, Resource resource, List<UsageDay> days) {
        var rules = baseline.at(clock.instant()).planning();
        var limits = new ArrayList<@Nullable Double>();
        for (int i = 0; i < days.size(); i++) {
            var day = days.get(i);
            boolean same =
                    i > 0 && Objects.equals(day.capacity(), days.get(i - 1).capacity());
            limits.add(same ? limits.get(i - 1) : on(pool, resource, inventory.fleetOn(day.date()), rules));
        }
        return limits;
    }

    private @Nullable Double on(Subject pool, Resource resource, Fleet fleet, PlanningSettings.Planning rules) {
        return fleet.pool(pool.id())
                .flatMap(found -> Capacities.of(found).afterFailures(resource, rules))
                .orElse(null);
    }
}

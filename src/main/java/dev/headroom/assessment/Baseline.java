package dev.headroom.assessment;

import dev.headroom.procurement.LeadTimes;
import dev.headroom.settings.ChosenSettings;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.springframework.stereotype.Service;

/** What is planned by at a moment: the settings, what was chosen and adopted on top, and the lead times learned by then. */
@Service
class Baseline {

    private final PlanningSettings settings;
    private final ChosenSettings chosen;
    private final Adoptions adoptions;
    private final LeadTimes leadTimes;
    private final ZoneId zone;

    Baseline(
            PlanningSettings settings,
            ChosenSettings chosen,
            Adoptions adoptions,
            LeadTimes leadTimes,
            ZoneId planningZone) {
        this.settings = settings;
        this.chosen = chosen;
        this.adoptions = adoptions;
        this.leadTimes = leadTimes;
        this.zone = planningZone;
    }

    Rules at(Instant moment) {
        return at(moment, ScenarioChanges.NONE);
    }

    /** Returns the rules of a moment with a scenario's changes on top. */
    Rules at(Instant moment, ScenarioChanges changes) {
        var day = LocalDate.ofInstant(moment, zone);
        var set = chosen.chosen(ChosenSettings.LEAD_TIME, moment)
                .map(days -> settings.withLeadTime(Integer.parseInt(days)))
                .orElse(settings);
        var known = leadTimes.observed().stream()
                .filter(delivery -> !delivery.known().isAfter(day))
                .toList();
        return new Rules(set, adoptions.inForce(moment).with(changes), known);
    }
}

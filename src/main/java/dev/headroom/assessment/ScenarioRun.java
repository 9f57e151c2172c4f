package dev.headroom.assessment;

import dev.headroom.assessment.Outlooks.Look;
import dev.headroom.assessment.ScenarioOutcome.Side;
import dev.headroom.inventory.Inventory;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Service;

/** Plans by a scenario's changes, from what an assessment knew. */
@Service
class ScenarioRun {

    private final Inventory inventory;
    private final Outlooks outlooks;
    private final Planning planning;
    private final Adoptions adoptions;
    private final PlanningSettings settings;
    private final Clock clock;

    ScenarioRun(
            Inventory inventory,
            Outlooks outlooks,
            Planning planning,
            Adoptions adoptions,
            PlanningSettings settings,
            Clock clock) {
        this.inventory = inventory;
        this.outlooks = outlooks;
        this.planning = planning;
        this.adoptions = adoptions;
        this.settings = settings;
        this.clock = clock;
    }

    ScenarioOutcome run(Assessment assessment, ScenarioChanges changes) {
        var notes = new ArrayList<String>();
        var inForce = adoptions.inForce(assessment.generatedAt());
        var baseline = baseline(assessment, inForce, notes);
        var look = look(assessment, inForce.with(changes));
        var pools = outlooks.pools(
                SupposedFleet.of(
                        inventory.fleetOn(look.asOf()), look.rules().changes().nodes()),
                look);
        var inputs = planning.inputs(pools.outlooks(), look);
        // equal inputs have an equal plan: what is not different is not searched for again
        var plan =
                inputs.equals(baseline.plan().inputs()) ? baseline.plan() : planning.planOnly(pools.outlooks(), look);
        return new ScenarioOutcome(
                assessment.id(),
                assessment.asOf(),
                look.today(),
                clock.instant(),
                baseline,
                new Side(Agreement.of(pools.assessments(), plan, look.today()), plan),
                notes);
    }

    private Side baseline(Assessment assessment, ScenarioChanges inForce, List<String> notes) {
        var look = look(assessment, inForce);
        var pools = outlooks.pools(SupposedFleet.of(inventory.fleetOn(look.asOf()), inForce.nodes()), look);
        if (planning.inputs(pools.outlooks(), look).equals(assessment.plan().inputs())) {
            return new Side(assessment.pools(), assessment.plan());
        }
        notes.add("Usage, nodes, prices or settings of the baseline have changed since its assessment: both sides were"
                + " planned anew.");
        var plan = planning.planOnly(pools.outlooks(), look);
        return new Side(Agreement.of(pools.assessments(), plan, look.today()), plan);
    }

    private Look look(Assessment assessment, ScenarioChanges changes) {
        var today = assessment.generatedAt().atZone(assessment.zone()).toLocalDate();
        return new Look(
                assessment.id(),
                assessment.asOf(),
                today,
                assessment.generatedAt(),
                PlanningMonths.after(
                        assessment.asOf(), today, settings.planning().months()),
                new Rules(settings, changes));
    }
}

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
    private final Baseline rules;
    private final PlanningSettings settings;
    private final Clock clock;

    ScenarioRun(
            Inventory inventory,
            Outlooks outlooks,
            Planning planning,
            Baseline rules,
            PlanningSettings settings,
            Clock clock) {
        this.inventory = inventory;
        this.outlooks = outlooks;
        this.planning = planning;
        this.rules = rules;
        this.settings = settings;
        this.clock = clock;
    }

    ScenarioOutcome run(Assessment assessment, ScenarioChanges changes) {
        var notes = new ArrayList<String>();
        var baseline = baseline(assessment, notes);
        var look = look(assessment, changes);
        var pools = pools(look);
        if (!changes.drivers().isEmpty()) {
            notes.addAll(outlooks.driverNotes(inventory.fleetOn(look.asOf()), look));
        }
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

    private Side baseline(Assessment assessment, List<String> notes) {
        var look = look(assessment, ScenarioChanges.NONE);
        var pools = pools(look);
        if (planning.inputs(pools.outlooks(), look).equals(assessment.plan().inputs())) {
            return new Side(assessment.pools(), assessment.plan());
        }
        notes.add("Usage, nodes, prices or settings of the baseline have changed since its assessment: both sides were"
                + " planned anew.");
        var plan = planning.planOnly(pools.outlooks(), look);
        return new Side(Agreement.of(pools.assessments(), plan, look.today()), plan);
    }

    private Outlooks.JudgedPools pools(Look look) {
        return outlooks.pools(
                SupposedFleet.of(
                        inventory.fleetOn(look.asOf()), look.rules().changes().nodes()),
                look);
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
                rules.at(assessment.generatedAt(), changes));
    }
}

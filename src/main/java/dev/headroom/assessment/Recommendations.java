package dev.headroom.assessment;

import dev.headroom.assessment.PlanAssessment.Kind;
import dev.headroom.assessment.PlanAssessment.Order;
import dev.headroom.catalog.Quote;
import dev.headroom.procurement.Proposal;
import dev.headroom.procurement.Purchase;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Turns what the latest plan recommends into proposals. */
@Service
public class Recommendations {

    private final Assessments assessments;

    Recommendations(Assessments assessments) {
        this.assessments = assessments;
    }

    /**
     * Returns the proposal that an order of the latest plan amounts to.
     *
     * @param reason why; the plan's own sentence where null
     * @return empty where the latest plan has no such order, or it buys nothing
     */
    public Optional<Proposal> proposal(String order, @Nullable String reason) {
        return assessments
                .latest()
                .flatMap(latest -> latest.plan().orders().stream()
                        .filter(candidate -> candidate.id().equals(order))
                        .filter(candidate -> candidate.kind() == Kind.SERVER || candidate.kind() == Kind.UPGRADE)
                        .findFirst()
                        .map(found -> proposal(latest, found, reason)));
    }

    private static Proposal proposal(Assessment assessment, Order order, @Nullable String reason) {
        return new Proposal(
                order.pool(),
                order.kind() == Kind.UPGRADE ? Purchase.Kind.UPGRADE : Purchase.Kind.SERVER,
                Quote.serverIdOf(order.model()),
                order.quantity(),
                order.oneTime().rounded(),
                order.monthly().rounded(),
                Quote.referenceOf(order.model()).orElse(null),
                order.inService(),
                reason == null || reason.isBlank() ? order.sentence() : reason,
                order.id(),
                assessment.id(),
                assessment.generatedAt());
    }
}

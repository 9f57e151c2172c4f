package dev.headroom.web;

import dev.headroom.assessment.Assessment;
import dev.headroom.assessment.Assessments;
import dev.headroom.assessment.FailureLimits;
import dev.headroom.inventory.Subject;
import dev.headroom.usage.UsageHistory;
import org.springframework.stereotype.Component;

/** Puts the history and the forecast of a resource side by side. */
@Component
class Charts {

    private final Assessments assessments;
    private final UsageHistory usage;
    private final FailureLimits failureLimits;

    Charts(Assessments assessments, UsageHistory usage, FailureLimits failureLimits) {
        this.assessments = assessments;
        this.usage = usage;
        this.failureLimits = failureLimits;
    }

    /**
     * Returns the chart of one resource.
     *
     * @param historyDays how far back it reaches
     */
    FanChart of(Assessment assessment, Subject subject, ResourceView view, int historyDays) {
        var resource = view.resource().resource();
        var end = assessment.asOf().plusDays(1);
        var history = usage.days(subject, resource, end.minusDays(historyDays), end);
        var forecast = assessments.forecast(assessment.id(), subject, resource);
        var limits = failureLimits.of(subject, resource, history);
        return FanChart.of(view, history, limits, forecast.orElse(null));
    }
}

package dev.headroom.web;

import dev.headroom.assessment.Assessment;
import dev.headroom.assessment.Assessments;
import dev.headroom.inventory.Subject;
import dev.headroom.usage.UsageHistory;
import org.springframework.stereotype.Component;

/** Puts the history and the forecast of a resource side by side. */
@Component
class Charts {

    private final Assessments assessments;
    private final UsageHistory usage;

    Charts(Assessments assessments, UsageHistory usage) {
        this.assessments = assessments;
        this.usage = usage;
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
        return FanChart.of(view, history, forecast.orElse(null));
    }
}

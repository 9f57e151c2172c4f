package dev.headroom.web;

import dev.headroom.assessment.Assessment;
import dev.headroom.assessment.Assessments;
import dev.headroom.assessment.Assessments.SubjectKind;
import java.util.List;
import org.springframework.stereotype.Component;

/** Puts the history and the forecast of a resource side by side. */
@Component
class Charts {

    private final Assessments assessments;

    Charts(Assessments assessments) {
        this.assessments = assessments;
    }

    FanChart ofPool(Assessment assessment, ResourceView view) {
        var forecast = assessments.forecast(
                assessment.id(),
                SubjectKind.POOL,
                view.ownerId(),
                view.resource().resource());
        return FanChart.of(view, List.of(), forecast.orElse(null));
    }

    FanChart ofNode(Assessment assessment, ResourceView view) {
        var forecast = assessments.forecast(
                assessment.id(),
                SubjectKind.NODE,
                view.ownerId(),
                view.resource().resource());
        return FanChart.of(view, List.of(), forecast.orElse(null));
    }
}

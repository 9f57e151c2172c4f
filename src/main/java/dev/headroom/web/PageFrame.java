package dev.headroom.web;

import dev.headroom.assessment.Assessments;
import dev.headroom.assessment.NoAssessmentYet;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Gives each page the same frame around it. */
@ControllerAdvice(basePackageClasses = PageFrame.class)
class PageFrame {

    private final Assessments assessments;
    private final WebProperties properties;
    private final Clock clock;

    PageFrame(Assessments assessments, WebProperties properties, Clock clock) {
        this.assessments = assessments;
        this.properties = properties;
        this.clock = clock;
    }

    @ModelAttribute("frame")
    Frame frame(HttpServletRequest request, @Nullable Principal user) {
        var query = request.getQueryString();
        var path = request.getRequestURI().substring(request.getContextPath().length());
        return new Frame(
                user == null ? null : assessments.latest().orElse(null),
                clock.instant(),
                user == null ? "" : user.getName(),
                query == null ? path : path + "?" + query,
                ServletUriComponentsBuilder.fromContextPath(request).toUriString(),
                properties.grafanaUrl());
    }

    @ExceptionHandler(NoAssessmentYet.class)
    String toTheBeginning() {
        return "redirect:/";
    }
}

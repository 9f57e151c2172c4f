package dev.headroom.report;

import dev.headroom.assessment.Assessment;
import dev.headroom.assessment.Assessments;
import dev.headroom.assessment.ForecastSnapshot;
import dev.headroom.inventory.Subject;
import dev.headroom.report.ComposedReport.Picture;
import dev.headroom.report.ReportContent.Figure;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/** Turns a snapshot into a report: the words first, then the pictures, then HTML, text or print. */
@Component
class ReportComposer {

    private static final int HISTORY_DAYS = 180;

    private final Assessments assessments;
    private final PastUsage past;
    private final ITemplateEngine templates;
    private final ReportProperties properties;

    ReportComposer(Assessments assessments, PastUsage past, ITemplateEngine templates, ReportProperties properties) {
        this.assessments = assessments;
        this.past = past;
        this.templates = templates;
        this.properties = properties;
    }

    /**
     * Composes the mail.
     *
     * @param week  the week that the report is for
     * @param today the day on which it is read
     */
    ComposedReport compose(Assessment assessment, IsoWeek week, LocalDate today) {
        var draft = draft(assessment, week, today);
        return new ComposedReport(
                assessment.id(),
                week,
                draft.content().subject(),
                templates.process("mail/weekly", context(draft.content())),
                PlainText.of(draft.content()),
                draft.pictures());
    }

    byte[] pdf(Assessment assessment, IsoWeek week, LocalDate today) {
        var draft = draft(assessment, week, today);
        return PrintedReport.pdf(templates.process("report/print", context(draft.content())), draft.pictures());
    }

    private static Context context(ReportContent content) {
        var context = new Context(Locale.ENGLISH);
        context.setVariable("report", content);
        return context;
    }

    private record Draft(ReportContent content, List<Picture> pictures) {}

    private Draft draft(Assessment assessment, IsoWeek week, LocalDate today) {
        var editor = new ReportEditor(assessment, week, today);
        var pictured = editor.pictured();
        @Nullable
        ForecastSnapshot forecast = pictured == null
                ? null
                : assessments
                        .forecast(
                                assessment.id(),
                                Subject.pool(pictured.pool().id()),
                                pictured.resource().resource())
                        .orElse(null);
        var figures = new ArrayList<Figure>();
        var pictures = new ArrayList<Picture>();
        if (pictured != null && forecast != null && !forecast.points().isEmpty()) {
            var history = past.ofPool(
                    pictured.pool().id(),
                    pictured.resource().resource(),
                    forecast.asOf().minusDays(HISTORY_DAYS - 1),
                    forecast.asOf().plusDays(1));
            var chart = new ForecastPicture(history, forecast, pictured.resource(), today);
            var sentence = ReportEditor.sentence(pictured.resource().reason());
            chart.png().ifPresent(png -> {
                figures.add(new Figure(
                        ForecastPicture.CONTENT_ID,
                        editor.name(pictured),
                        sentence,
                        ForecastPicture.WIDTH,
                        ForecastPicture.HEIGHT));
                pictures.add(new Picture(ForecastPicture.CONTENT_ID, sentence, png));
            });
        }
        return new Draft(editor.content(past, forecast, figures, properties), pictures);
    }
}

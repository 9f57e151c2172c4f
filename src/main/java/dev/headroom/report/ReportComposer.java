package dev.headroom.report;

import dev.headroom.assessment.Assessment;
import dev.headroom.assessment.Assessments;
import dev.headroom.assessment.ForecastSnapshot;
import dev.headroom.inventory.Subject;
import dev.headroom.report.ComposedReport.Picture;
import dev.headroom.report.ReportContent.Figure;
import dev.headroom.report.ReportContent.Section;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/** Turns a snapshot into a report: the words first, then the pictures, then HTML, text, print or a workbook. */
@Component
class ReportComposer {

    private static final int HISTORY_DAYS = 180;
    private static final int RUNWAY_DAYS = 180;

    private final Assessments assessments;
    private final PastUsage past;
    private final MoneyBook money;
    private final ITemplateEngine templates;
    private final ReportProperties properties;

    ReportComposer(
            Assessments assessments,
            PastUsage past,
            MoneyBook money,
            ITemplateEngine templates,
            ReportProperties properties) {
        this.assessments = assessments;
        this.past = past;
        this.money = money;
        this.templates = templates;
        this.properties = properties;
    }

    /**
     * Composes the mail.
     *
     * @param week  the week that the report is for
     * @param today the day on which it is read
     */
    ComposedReport compose(Assessment assessment, IsoWeek week, LocalDate today, Edition edition) {
        var draft = draft(assessment, week, today, edition);
        return new ComposedReport(
                assessment.id(),
                week,
                draft.content().subject(),
                templates.process("mail/weekly", draft.context()),
                PlainText.of(draft.content(), draft.words()),
                draft.pictures());
    }

    byte[] pdf(Assessment assessment, IsoWeek week, LocalDate today, Edition edition) {
        var draft = draft(assessment, week, today, edition);
        return PrintedReport.pdf(templates.process("report/print", draft.context()), draft.pictures());
    }

    byte[] xlsx(Assessment assessment, IsoWeek week, LocalDate today, Edition edition) {
        var editor = editor(assessment, week, today, edition);
        return new ReportWorkbook(assessment, editor, money(assessment, edition)).bytes();
    }

    private record Draft(ReportContent content, Words words, List<Picture> pictures) {

        Context context() {
            var context = new Context(words.language().locale());
            context.setVariable("report", content);
            context.setVariable("words", words);
            return context;
        }
    }

    private ReportEditor editor(Assessment assessment, IsoWeek week, LocalDate today, Edition edition) {
        return new ReportEditor(
                assessment,
                assessments.asOf(assessment.asOf().minusDays(7)).orElse(null),
                week,
                today,
                edition,
                money(assessment, edition));
    }

    private ReaderMoney money(Assessment assessment, Edition edition) {
        var own = assessment.currency();
        var wanted = edition.currency() == null ? own : edition.currency();
        return new ReaderMoney(
                new Exchange(wanted, money.rate(assessment, wanted).orElse(null)),
                money.costs(assessment, wanted).orElse(assessment.costs()),
                money.quotes(assessment));
    }

    private Draft draft(Assessment assessment, IsoWeek week, LocalDate today, Edition edition) {
        var editor = editor(assessment, week, today, edition);
        var forecast = forecast(assessment, editor.pictured());
        var figures = new ArrayList<Figure>();
        var pictures = new ArrayList<Picture>();
        forecastPicture(editor, forecast, today, figures, pictures);
        runwayPicture(assessment, editor, today, figures, pictures);
        costPicture(assessment, editor, figures, pictures);
        return new Draft(editor.content(past, forecast, figures, properties), editor.words(), pictures);
    }

    private @Nullable ForecastSnapshot forecast(Assessment assessment, @Nullable Concern pictured) {
        return pictured == null
                ? null
                : assessments
                        .forecast(
                                assessment.id(),
                                Subject.pool(pictured.pool().id()),
                                pictured.resource().resource())
                        .orElse(null);
    }

    private void forecastPicture(
            ReportEditor editor,
            @Nullable ForecastSnapshot forecast,
            LocalDate today,
            List<Figure> figures,
            List<Picture> pictures) {
        var pictured = editor.pictured();
        if (pictured == null || forecast == null || forecast.points().isEmpty()) {
            return;
        }
        var history = past.ofPool(
                pictured.pool().id(),
                pictured.resource().resource(),
                forecast.asOf().minusDays(HISTORY_DAYS - 1),
                forecast.asOf().plusDays(1));
        var words = editor.words();
        add(
                new Figure(
                        Section.RESOURCES,
                        ForecastPicture.CONTENT_ID,
                        editor.name(pictured),
                        editor.reason(pictured),
                        words.text("figure.forecast.caption", words.percent(0.8)),
                        ForecastPicture.WIDTH,
                        ForecastPicture.HEIGHT),
                new ForecastPicture(history, forecast, pictured.resource(), today, words).png(),
                figures,
                pictures);
    }

    private void runwayPicture(
            Assessment assessment, ReportEditor editor, LocalDate today, List<Figure> figures, List<Picture> pictures) {
        if (editor.concerns().stream().noneMatch(Concern::isForecast)) {
            return;
        }
        var words = editor.words();
        var rows = editor.rows(past);
        var lines = editor.shown().stream()
                .map(concern -> {
                    var resource = concern.resource();
                    var crossing = ResourceRows.binding(resource);
                    var orderBy = resource.orderBy();
                    return new RunwayPicture.Row(
                            editor.name(concern),
                            rows.crossing(resource, crossing),
                            crossing,
                            orderBy == null ? null : orderBy.date());
                })
                .toList();
        var sentence = words.text(
                "figure.runway.sentence",
                editor.shown().stream()
                        .map(concern -> rows.inWords(concern, editor.name(concern)))
                        .collect(Collectors.joining(words.text("separator"))));
        var end = assessment.asOf().plusDays(Math.max(RUNWAY_DAYS, assessment.horizon()));
        var picture = new RunwayPicture(lines, today, end, words);
        add(
                new Figure(
                        Section.RESOURCES,
                        RunwayPicture.CONTENT_ID,
                        words.text("figure.runway.title"),
                        sentence,
                        words.text("figure.runway.caption"),
                        RunwayPicture.WIDTH,
                        picture.height()),
                picture.png(),
                figures,
                pictures);
    }

    private static void costPicture(
            Assessment assessment, ReportEditor editor, List<Figure> figures, List<Picture> pictures) {
        var costs = assessment.costs();
        var bars = editor.money().bars();
        if (costs == null || bars.size() < 2) {
            return;
        }
        var words = editor.words();
        var picture = new CostPicture(bars);
        add(
                new Figure(
                        Section.MONEY,
                        CostPicture.CONTENT_ID,
                        words.text("figure.costs.title", costs.months()),
                        words.text(
                                "figure.costs.sentence",
                                costs.months(),
                                bars.stream()
                                        .map(bar -> words.text("figure.costs.part", bar.name(), bar.shown()))
                                        .collect(Collectors.joining(words.text("separator")))),
                        words.text("figure.costs.caption"),
                        CostPicture.WIDTH,
                        picture.height()),
                picture.png(),
                figures,
                pictures);
    }

    private static void add(Figure figure, Optional<byte[]> drawn, List<Figure> figures, List<Picture> pictures) {
        drawn.ifPresent(png -> {
            figures.add(figure);
            pictures.add(new Picture(figure.contentId(), figure.sentence(), png));
        });
    }
}

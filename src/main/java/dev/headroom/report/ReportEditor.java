package dev.headroom.report;

import dev.headroom.assessment.Assessment;
import dev.headroom.assessment.ForecastSnapshot;
import dev.headroom.assessment.NodeAssessment;
import dev.headroom.assessment.PlanAssessment;
import dev.headroom.report.ReportContent.Action;
import dev.headroom.report.ReportContent.Figure;
import dev.headroom.report.ReportContent.Links;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Decides what the report says, and in which order: the decision first, then its reasons, then how far to trust them. */
final class ReportEditor {

    private static final int MOST_ACTIONS = 3;
    private static final int MOST_ROWS = 8;
    private static final int SOON_DAYS = 90;
    private static final double COMPLETE = 0.95;
    private static final int STALE_DAYS = 3;
    private static final int MOST_SILENT = 3;

    private final Assessment assessment;
    private final IsoWeek week;
    private final LocalDate today;
    private final Edition edition;
    private final Words words;
    private final Told told;
    private final MoneyLines money;
    private final List<Concern> concerns;

    /**
     * @param before   the assessment a week earlier
     * @param week     the week that the report is for
     * @param today    the day on which it is read
     * @param money    in the reader's currency
     */
    ReportEditor(
            Assessment assessment,
            @Nullable Assessment before,
            IsoWeek week,
            LocalDate today,
            Edition edition,
            ReaderMoney money) {
        this.assessment = assessment;
        this.week = week;
        this.today = today;
        this.edition = edition;
        this.words = Words.in(edition.language());
        this.told = new Told(assessment, before, words, today);
        this.money = new MoneyLines(assessment, words, money, today);
        this.concerns = Concern.of(assessment);
    }

    Words words() {
        return words;
    }

    /** Returns what the report is about, the most urgent first. */
    List<Concern> concerns() {
        return concerns;
    }

    /** Returns the concerns that have a row. */
    List<Concern> shown() {
        return concerns.stream().limit(MOST_ROWS).toList();
    }

    /** Returns the concern whose forecast deserves the picture: the most urgent that has one. */
    @Nullable
    Concern pictured() {
        return concerns.stream().filter(Concern::isForecast).findFirst().orElse(null);
    }

    MoneyLines money() {
        return money;
    }

    ResourceRows rows(PastUsage past) {
        return new ResourceRows(assessment, today, past, words, told);
    }

    /**
     * Returns the whole report.
     *
     * @param forecast of the pictured concern
     * @param figures  the pictures that exist
     */
    ReportContent content(
            PastUsage past, @Nullable ForecastSnapshot forecast, List<Figure> figures, ReportProperties properties) {
        var rows = rows(past);
        var due = due();
        var pictured = pictured();
        return new ReportContent(
                assessment.id(),
                week,
                edition.role().sections(),
                new Headline(concerns, words, today, week, this::name).text(),
                assessment.verdict().status(),
                words.status(assessment.verdict().status()),
                told.verdict(),
                banners(),
                due.stream().limit(MOST_ACTIONS).map(this::action).toList(),
                noActions(),
                later(due),
                returns(),
                shown().stream().map(s -> rows.row(s, name(s))).toList(),
                others(),
                figures,
                told.changes(),
                new ScoreLines(assessment, words).of(pictured == null ? null : name(pictured), forecast),
                money.sentences(due, SOON_DAYS),
                money.comparison(),
                money.basis(),
                data(),
                told.notes(),
                words.text(
                        "period",
                        week.week(),
                        words.range(week.monday(), week.sunday(), week.monday()),
                        words.exact(assessment.asOf()),
                        assessment.zone().getId()),
                links(properties),
                edition.unsubscribe());
    }

    private static @Nullable Links links(ReportProperties properties) {
        var dashboard = properties.link("/");
        var plan = properties.link("/plan");
        var costs = properties.link("/costs");
        var reports = properties.link("/reports");
        return dashboard == null || plan == null || costs == null || reports == null
                ? null
                : new Links(dashboard, plan, costs, reports);
    }

    String reason(Concern concern) {
        return told.reason(concern.resource());
    }

    private List<String> banners() {
        var banners = new ArrayList<String>();
        var coverage = assessment.data().coverage();
        if (coverage == null) {
            banners.add(words.text("banner.nothing"));
        } else if (coverage < COMPLETE) {
            banners.add(words.text("banner.incomplete", words.finePercent(coverage)));
        }
        if (assessment.asOf().isBefore(today.minusDays(STALE_DAYS))) {
            banners.add(words.text("banner.old", words.exact(assessment.asOf())));
        }
        return banners;
    }

    /** Returns the orders to place within {@link #SOON_DAYS} days, soonest first. */
    private List<PlanAssessment.Order> due() {
        return assessment.plan().orders().stream()
                .filter(order -> !order.kind().isReturn())
                .filter(order -> !order.orderBy().isAfter(today.plusDays(SOON_DAYS)))
                .sorted(Comparator.comparing(PlanAssessment.Order::orderBy))
                .toList();
    }

    private Action action(PlanAssessment.Order order) {
        long late = ChronoUnit.DAYS.between(order.orderBy(), today);
        return new Action(
                told.item(order),
                late > 0
                        ? words.text("action.late", late, words.exact(order.orderBy()))
                        : words.text("action.order-by", words.exact(order.orderBy())),
                late > 0,
                money.price(order),
                words.text("action.in-service", words.exact(order.inService())),
                told.why(order));
    }

    private String noActions() {
        return assessment.plan().state() == PlanAssessment.State.UNAVAILABLE
                ? told.noPlan()
                : words.text("actions.none", SOON_DAYS);
    }

    private @Nullable String later(List<PlanAssessment.Order> due) {
        if (due.size() > MOST_ACTIONS) {
            return words.text("actions.more", due.size() - MOST_ACTIONS, SOON_DAYS);
        }
        return assessment.plan().orders().stream()
                .filter(order -> !order.kind().isReturn())
                .filter(order -> order.orderBy().isAfter(today.plusDays(SOON_DAYS)))
                .min(Comparator.comparing(PlanAssessment.Order::orderBy))
                .map(order -> words.text(
                        "actions.later", told.item(order), words.adverb(order.orderBy(), today), money.price(order)))
                .orElse(null);
    }

    private List<String> returns() {
        return assessment.plan().orders().stream()
                .filter(order -> order.kind().isReturn())
                .filter(order -> !order.orderBy().isAfter(today.plusDays(SOON_DAYS)))
                .sorted(Comparator.comparing(PlanAssessment.Order::orderBy))
                .limit(MOST_ACTIONS)
                .map(order -> words.text(
                        "actions.return",
                        told.item(order),
                        words.exact(order.orderBy()),
                        words.exact(order.inService()),
                        money.saving(order)))
                .toList();
    }

    private @Nullable String others() {
        if (concerns.size() <= MOST_ROWS) {
            return null;
        }
        var rest = concerns.subList(MOST_ROWS, concerns.size());
        long fine = rest.stream()
                .filter(s -> s.status() == dev.headroom.assessment.Status.OK)
                .count();
        return fine == rest.size()
                ? words.text("rows.fine", rest.size())
                : words.text("rows.others", rest.size(), fine);
    }

    private String data() {
        var data = assessment.data();
        var coverage = data.coverage();
        var oldest = data.oldestDay();
        var newest = data.newestDay();
        return (coverage == null
                        ? words.text("data.nothing")
                        : words.text("data.coverage", words.finePercent(coverage)))
                + (oldest == null || newest == null
                        ? ""
                        : words.text("data.history", words.exact(oldest), words.exact(newest)))
                + words.text("data.nodes", data.nodes())
                + silent();
    }

    private String silent() {
        var silent = assessment.nodes().stream()
                .filter(node -> node.state().equals("MISSING"))
                .sorted(Comparator.comparing(NodeAssessment::lastSeen).reversed())
                .toList();
        if (silent.isEmpty()) {
            return "";
        }
        var named = silent.stream()
                .limit(MOST_SILENT)
                .map(node -> CleanText.of(node.name(), 60))
                .toList();
        return words.text(
                "data.silent",
                silent.size(),
                String.join(", ", named) + (silent.size() > MOST_SILENT ? ", …" : ""),
                words.exact(
                        silent.getFirst().lastSeen().atZone(assessment.zone()).toLocalDate()));
    }

    /** Returns what a concern is called: the pool only where there are several. */
    String name(Concern concern) {
        var resource = words.title(concern.resource().resource());
        return assessment.pools().size() == 1
                ? resource
                : words.text("name", resource, CleanText.of(concern.pool().name(), 60));
    }

    static String lowerCase(String name) {
        return name.length() > 1 && Character.isLowerCase(name.charAt(1))
                ? name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1)
                : name;
    }
}

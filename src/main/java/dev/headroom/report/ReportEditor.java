package dev.headroom.report;

import dev.headroom.assessment.Assessment;
import dev.headroom.assessment.ForecastSnapshot;
import dev.headroom.assessment.PlanAssessment;
import dev.headroom.assessment.PoolAssessment;
import dev.headroom.assessment.ResourceAssessment;
import dev.headroom.assessment.Status;
import dev.headroom.report.ReportContent.Action;
import dev.headroom.report.ReportContent.Figure;
import dev.headroom.report.ReportContent.Links;
import dev.headroom.units.Figures;
import dev.headroom.units.RoughDate;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Decides what the report says, and in which order: the decision first, then its reasons, then how far to trust them. */
final class ReportEditor {

    private static final int MOST_ACTIONS = 3;
    private static final int MOST_ROWS = 8;
    private static final int SOON_DAYS = 90;
    private static final double COMPLETE = 0.95;
    private static final int STALE_DAYS = 3;
    private static final int NAME = 60;
    private static final int SENTENCE = 400;
    private static final int SUBJECT = 150;

    private final Assessment assessment;
    private final IsoWeek week;
    private final LocalDate today;
    private final List<Concern> concerns;

    /**
     * @param week  the week that the report is for
     * @param today the day on which it is read, in the planning time zone
     */
    ReportEditor(Assessment assessment, IsoWeek week, LocalDate today) {
        this.assessment = assessment;
        this.week = week;
        this.today = today;
        this.concerns = assessment.pools().stream()
                .flatMap(pool -> pool.resources().stream().map(resource -> new Concern(pool, resource)))
                .sorted(Concern.WORST_FIRST)
                .toList();
    }

    /** One resource of one pool, the report's unit of attention. */
    record Concern(PoolAssessment pool, ResourceAssessment resource) {

        static final Comparator<Concern> WORST_FIRST = Comparator.comparingInt((Concern s) -> urgency(s.status()))
                .thenComparing(s -> {
                    var orderBy = s.resource.orderBy();
                    return orderBy == null ? LocalDate.MAX : orderBy.date();
                })
                .thenComparing(s -> s.resource.resource())
                .thenComparing(s -> s.pool.name());

        private static int urgency(Status status) {
            return switch (status) {
                case LATE -> 0;
                case ORDER_NOW -> 1;
                case PLAN -> 2;
                case UNKNOWN -> 3;
                case OK -> 4;
            };
        }

        Status status() {
            return resource.status();
        }

        boolean needsAttention() {
            return status().compareTo(Status.PLAN) >= 0;
        }

        boolean isForecast() {
            return resource.crossing() != null;
        }
    }

    /** Returns the concern whose forecast deserves the picture: the most urgent that has one. */
    @Nullable
    Concern pictured() {
        return concerns.stream().filter(Concern::isForecast).findFirst().orElse(null);
    }

    /**
     * Returns the whole report.
     *
     * @param forecast of the pictured concern
     * @param figures  the pictures that exist
     */
    ReportContent content(
            PastUsage past, @Nullable ForecastSnapshot forecast, List<Figure> figures, ReportProperties properties) {
        var rows = new ResourceRows(assessment, today, past);
        var money = new MoneyLines(assessment);
        var due = due();
        return new ReportContent(
                assessment.id(),
                week,
                subjectLine(),
                assessment.verdict().status(),
                sentence(assessment.verdict().sentence()),
                banners(),
                due.stream().limit(MOST_ACTIONS).map(this::action).toList(),
                noActions(),
                later(due),
                concerns.stream()
                        .limit(MOST_ROWS)
                        .map(s -> rows.row(s, name(s)))
                        .toList(),
                others(),
                figures,
                assessment.changes().stream().map(ReportEditor::sentence).toList(),
                score(forecast),
                money.sentences(due),
                money.comparison(),
                money.basis(),
                data(),
                assessment.data().notes().stream().map(ReportEditor::sentence).toList(),
                "A date is when demand reaches the limit: in 8 of 10 comparable cases between the early and the late one. "
                        + "Order-by is the early date less lead time, installation and margin.",
                "Week " + week.week() + ", " + RoughDate.range(week.monday(), week.sunday(), week.monday())
                        + "; usage up to " + RoughDate.exact(assessment.asOf()) + ", days in "
                        + assessment.zone().getId() + ".",
                "You get this each week because your address is among Headroom's report recipients.",
                links(properties));
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

    /** Returns the subject: the deadline first, since a phone shows some 40 letters. */
    String subjectLine() {
        long attention = concerns.stream().filter(Concern::needsAttention).count();
        long unknown =
                concerns.stream().filter(s -> s.status() == Status.UNKNOWN).count();
        String message;
        if (concerns.isEmpty()) {
            message = "No pools yet";
        } else if (attention > 0) {
            var worst = concerns.getFirst();
            message = "%s: %s (%d of %d %s attention)"
                    .formatted(
                            deadline(worst),
                            lowerCase(name(worst)),
                            attention,
                            concerns.size(),
                            attention == 1 ? "needs" : "need");
        } else if (unknown > 0) {
            message = "Nothing to order, but %d of %d unknown".formatted(unknown, concerns.size());
        } else {
            message = "Nothing to order: all %d within their limits".formatted(concerns.size());
        }
        var end = " - week " + week.week();
        return (CleanText.of("[Capacity] " + message, SUBJECT - end.length()) + end).replace('\u00a0', ' ');
    }

    private String deadline(Concern concern) {
        var orderBy = concern.resource().orderBy();
        if (orderBy != null && orderBy.date().isBefore(today)) {
            return capitalized(late(orderBy.date()));
        }
        if (concern.status() == Status.LATE) {
            return "Over the limit";
        }
        return orderBy == null ? concern.status().word() : "Order by " + RoughDate.exact(orderBy.date());
    }

    private String late(LocalDate day) {
        long days = ChronoUnit.DAYS.between(day, today);
        return days + (days == 1 ? " day late" : " days late");
    }

    private List<String> banners() {
        var banners = new ArrayList<String>();
        var coverage = assessment.data().coverage();
        if (coverage == null) {
            banners.add("Incomplete: there were no measurements in the last 7 days.");
        } else if (coverage < COMPLETE) {
            banners.add(
                    "Incomplete: only %s of the last 7 days' measurements have arrived. Dates may move when the rest does."
                            .formatted(Figures.finePercent(coverage)));
        }
        if (assessment.asOf().isBefore(today.minusDays(STALE_DAYS))) {
            banners.add("Old figures: usage is known up to %s only. Nothing newer has been collected."
                    .formatted(RoughDate.exact(assessment.asOf())));
        }
        return banners;
    }

    /** Returns the orders to place within {@link #SOON_DAYS} days, soonest first. */
    private List<PlanAssessment.Order> due() {
        return assessment.plan().orders().stream()
                .filter(order -> order.kind() != PlanAssessment.Kind.RETIRE)
                .filter(order -> !order.orderBy().isAfter(today.plusDays(SOON_DAYS)))
                .sorted(Comparator.comparing(PlanAssessment.Order::orderBy))
                .toList();
    }

    private Action action(PlanAssessment.Order order) {
        boolean late = order.orderBy().isBefore(today);
        return new Action(
                title(order),
                late
                        ? late(order.orderBy()) + " (was due " + RoughDate.exact(order.orderBy()) + ")"
                        : "Order by " + RoughDate.exact(order.orderBy()),
                late,
                MoneyLines.price(order),
                "In service from " + RoughDate.exact(order.inService()),
                why(order));
    }

    private static String why(PlanAssessment.Order order) {
        return order.reasons().isEmpty()
                ? sentence(order.sentence())
                : sentence(order.reasons().stream()
                                .map(reason -> reason.explanation().replaceFirst("\\.$", ""))
                                .collect(Collectors.joining("; ")))
                        + ".";
    }

    private String title(PlanAssessment.Order order) {
        return order.quantity() + " × " + CleanText.of(order.model(), NAME)
                + (order.kind() == PlanAssessment.Kind.UPGRADE ? " (upgrade)" : "") + " for "
                + assessment
                        .pool(order.pool())
                        .map(pool -> CleanText.of(pool.name(), NAME))
                        .orElse(CleanText.of(order.pool(), NAME));
    }

    private String noActions() {
        return assessment.plan().state() == PlanAssessment.State.UNAVAILABLE
                ? "There is no purchase plan: "
                        + assessment.plan().warnings().stream()
                                .findFirst()
                                .map(ReportEditor::sentence)
                                .orElse("the plan could not be computed.")
                : "Nothing to order in the next " + SOON_DAYS + " days.";
    }

    private @Nullable String later(List<PlanAssessment.Order> due) {
        if (due.size() > MOST_ACTIONS) {
            int more = due.size() - MOST_ACTIONS;
            return "%d more %s due within %d days: see the plan."
                    .formatted(more, more == 1 ? "order is" : "orders are", SOON_DAYS);
        }
        return assessment.plan().orders().stream()
                .filter(order -> order.kind() != PlanAssessment.Kind.RETIRE)
                .filter(order -> order.orderBy().isAfter(today.plusDays(SOON_DAYS)))
                .min(Comparator.comparing(PlanAssessment.Order::orderBy))
                .map(order -> "After that: %s, to be ordered %s, %s."
                        .formatted(
                                title(order), new RoughDate(order.orderBy(), today).adverb(), MoneyLines.price(order)))
                .orElse(null);
    }

    private @Nullable String others() {
        if (concerns.size() <= MOST_ROWS) {
            return null;
        }
        var rest = concerns.subList(MOST_ROWS, concerns.size());
        long fine = rest.stream().filter(s -> s.status() == Status.OK).count();
        return fine == rest.size()
                ? "%d more resources are OK.".formatted(rest.size())
                : "%d more resources are not shown, %d of them OK.".formatted(rest.size(), fine);
    }

    private @Nullable String score(@Nullable ForecastSnapshot forecast) {
        var accuracy = forecast == null ? null : forecast.accuracy();
        var pictured = pictured();
        if (accuracy == null || pictured == null) {
            return null;
        }
        long error = Math.round(Math.abs(1 - accuracy.mase()) * 100);
        return "Tested on its own past (%d %s), the forecast of %s had %s of the days within its 80 % band, with an error %s repeating the last season."
                .replace("80 %", "80\u00a0%%")
                .formatted(
                        accuracy.origins(),
                        accuracy.origins() == 1 ? "start" : "starts",
                        lowerCase(name(pictured)),
                        Figures.percent(accuracy.coverage80()),
                        error == 0
                                ? "equal to that of"
                                : error + "\u00a0% " + (accuracy.mase() < 1 ? "below" : "above") + " that of");
    }

    private String data() {
        var data = assessment.data();
        var coverage = data.coverage();
        var oldest = data.oldestDay();
        var newest = data.newestDay();
        return (coverage == null
                        ? "No measurements in the last 7 days"
                        : Figures.finePercent(coverage) + " of the last 7 days' measurements")
                + (oldest == null || newest == null
                        ? ""
                        : "; history from " + RoughDate.exact(oldest) + " to " + RoughDate.exact(newest))
                + "; " + data.nodes() + (data.nodes() == 1 ? " node." : " nodes.");
    }

    /** Returns what a concern is called: the pool only where there are several. */
    String name(Concern concern) {
        String resource = concern.resource().resource().title();
        return assessment.pools().size() == 1
                ? resource
                : resource + " of " + CleanText.of(concern.pool().name(), NAME);
    }

    static String sentence(String text) {
        return CleanText.of(text, SENTENCE);
    }

    static String lowerCase(String name) {
        return name.length() > 1 && Character.isLowerCase(name.charAt(1))
                ? name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1)
                : name;
    }

    private static String capitalized(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}

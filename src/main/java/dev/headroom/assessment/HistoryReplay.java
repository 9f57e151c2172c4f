package dev.headroom.assessment;

import dev.headroom.assessment.FleetReplay.Answer;
import dev.headroom.assessment.FleetReplay.Deed;
import dev.headroom.assessment.FleetReplay.RuleCourse;
import dev.headroom.forecast.Forecaster;
import dev.headroom.replay.Circumstances;
import dev.headroom.replay.Course;
import dev.headroom.replay.Replay;
import dev.headroom.replay.Rule;
import dev.headroom.units.DailySeries;
import dev.headroom.units.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Follows the purchase rules through a pool's own history. */
final class HistoryReplay {

    /** What the rules know before their first decision. */
    private static final int KNOWN_DAYS = 120;
    /** What is judged at the least, after the first possible delivery. */
    private static final int JUDGED_DAYS = 28;

    private static final int LONGEST_DAYS = 730;
    private static final double SLOW = 0.9;
    private static final BigDecimal MONTHS_A_YEAR = BigDecimal.valueOf(12);
    private static final BigDecimal DAYS_A_YEAR = new BigDecimal("365.25");

    private final DailySeries history;
    private final Delivery delivery;
    private final PlanningSettings.Planning settings;

    HistoryReplay(DailySeries history, Delivery delivery, PlanningSettings.Planning settings) {
        this.history = history;
        this.delivery = delivery;
        this.settings = settings;
    }

    /** Returns how many days of history an answer needs. */
    int needDays() {
        return KNOWN_DAYS + unpreventable() + JUDGED_DAYS;
    }

    boolean isLongEnough() {
        return history.size() >= needDays();
    }

    /** Returns the first day of the replay; the history must be long enough. */
    LocalDate from() {
        return history.dateAt(start());
    }

    private int start() {
        return Math.max(KNOWN_DAYS, history.size() - LONGEST_DAYS);
    }

    /** Days until even a slow delivery ordered on the first day would serve. */
    private int unpreventable() {
        return delivery.leadTime().quantile(SLOW) + settings.installDays();
    }

    /**
     * @param nodes   in service on {@link #from()}
     * @param usable  what they may carry together
     * @param monthly of one node; {@code null} where it is not known
     */
    Answer answer(Forecaster forecaster, int nodes, double usable, @Nullable Money monthly, String priceSource) {
        double perNode = usable / nodes;
        var replay = new Replay(
                history.values(),
                new Circumstances(
                        perNode,
                        nodes,
                        start(),
                        delivery.leadTime(),
                        settings.installDays(),
                        settings.confidence(),
                        history.start().toEpochDay()),
                forecaster);
        return new Answer(
                from(),
                from().plusDays(unpreventable()),
                nodes,
                perNode,
                delivery.basis(),
                monthly,
                priceSource,
                replay.courses().stream().map(course -> told(course, monthly)).toList());
    }

    private RuleCourse told(Course course, @Nullable Money monthly) {
        var deeds = new ArrayList<Deed>();
        course.orders()
                .forEach(order -> deeds.add(new Deed(
                        history.dateAt(order.day()),
                        order.quantity(),
                        history.start().plusDays(order.inService()))));
        course.returns()
                .forEach(back ->
                        deeds.add(new Deed(history.dateAt(back.day()), -back.quantity(), history.dateAt(back.day()))));
        deeds.sort(Comparator.comparing(Deed::day));
        return new RuleCourse(
                code(course.rule()),
                course.rule().title(),
                course.daysOver(),
                course.nodeDays(),
                monthly == null ? null : cost(course.nodeDays(), monthly),
                deeds);
    }

    static String code(Rule rule) {
        return rule.name().toLowerCase(Locale.ROOT).replace('_', '-').replace("at-80", "order-at-80");
    }

    private static Money cost(long nodeDays, Money monthly) {
        var amount = monthly.amount()
                .multiply(MONTHS_A_YEAR)
                .multiply(BigDecimal.valueOf(nodeDays))
                .divide(DAYS_A_YEAR, 2, RoundingMode.HALF_UP);
        return new Money(amount, monthly.currency());
    }
}

package dev.headroom.web;

import dev.headroom.assessment.Assessment;
import dev.headroom.assessment.FleetReplay;
import dev.headroom.assessment.FleetReplay.Answer;
import dev.headroom.assessment.FleetReplay.Deed;
import dev.headroom.assessment.FleetReplay.RuleCourse;
import dev.headroom.assessment.Replays;
import dev.headroom.units.Figures;
import dev.headroom.units.Money;
import dev.headroom.units.RoughDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Whether our advice would have been right, on the reader's own history. */
@Controller
class ReplayPage {

    private static final List<String> RIVALS = List.of("order-at-80-percent", "straight-line");
    private static final double DAYS_A_MONTH = 365.25 / 12;

    private final Replays replays;

    ReplayPage(Replays replays) {
        this.replays = replays;
    }

    /** A pool's resource that has an answer. */
    record AnswerView(String title, String span, String basis, List<CourseView> courses) {}

    /** One rule's course in words. */
    record CourseView(
            String rule,
            boolean ours,
            String daysOver,
            String nodeMonths,
            String cost,
            String above,
            List<DeedView> deeds) {}

    record DeedView(String day, String what, String effect) {}

    /** A pool's resource without an answer. */
    record MissingView(String title, String why, String have) {}

    @GetMapping("/accuracy/replay")
    String replay(@ModelAttribute("frame") Frame frame, Model model) {
        var assessment = frame.required();
        var all = replays.latest();
        var deciding = FleetReplay.deciding(all);
        var answers = deciding.stream()
                .map(FleetReplay::answer)
                .filter(Objects::nonNull)
                .toList();
        model.addAttribute("sentence", sentence(answers));
        model.addAttribute("verdicts", answers.isEmpty() ? List.of() : verdicts(answers));
        model.addAttribute("pending", all.isEmpty());
        model.addAttribute("answers", views(assessment, deciding));
        model.addAttribute(
                "others",
                views(
                        assessment,
                        all.stream()
                                .filter(replay -> replay.answer() != null && !deciding.contains(replay))
                                .toList()));
        model.addAttribute(
                "missing",
                all.stream()
                        .filter(replay -> replay.answer() == null)
                        .map(replay -> missing(assessment, replay))
                        .toList());
        model.addAttribute("api", "/api/v1/accuracy/replay");
        model.addAttribute("csv", "/api/v1/accuracy/replay?format=csv");
        return "replay";
    }

    private static List<AnswerView> views(Assessment assessment, List<FleetReplay> replays) {
        return replays.stream()
                .map(replay -> answer(assessment, replay, Objects.requireNonNull(replay.answer())))
                .toList();
    }

    /** What a rule would have brought over all pools. */
    private record Sum(
            int daysOver, double nodeMonths, @Nullable Money cost) {

        static Sum of(List<Answer> answers, String rule) {
            int days = 0;
            double months = 0;
            Money cost = null;
            boolean priced = true;
            for (var answer : answers) {
                var course = answer.course(rule);
                days += course.daysOver();
                months += course.nodeDays() / DAYS_A_MONTH;
                var one = course.cost();
                priced &= one != null && (cost == null || cost.currency().equals(one.currency()));
                if (priced && one != null) {
                    cost = cost == null ? one : cost.plus(one);
                }
            }
            return new Sum(days, months, priced ? cost : null);
        }

        String price() {
            return cost == null ? months(nodeMonths) + " node-months" : Figures.wholeMoney(cost);
        }
    }

    private static String sentence(List<Answer> answers) {
        if (answers.isEmpty()) {
            return "Would our advice have been right?";
        }
        var ours = Sum.of(answers, FleetReplay.HEADROOM);
        return "Our advice would have meant " + days(ours.daysOver()) + " over the limit, for " + ours.price();
    }

    private static List<String> verdicts(List<Answer> answers) {
        var ours = Sum.of(answers, FleetReplay.HEADROOM);
        return RIVALS.stream()
                .map(rule -> {
                    var theirs = Sum.of(answers, rule);
                    int days = ours.daysOver() - theirs.daysOver();
                    double money = ours.cost() == null || theirs.cost() == null
                            ? ours.nodeMonths() - theirs.nodeMonths()
                            : ours.cost().minus(theirs.cost()).amount().doubleValue();
                    return answers.getFirst().course(rule).title() + " would have meant " + days(theirs.daysOver())
                            + " over the limit, for " + theirs.price() + ": our advice is "
                            + verdict(days, money) + ".";
                })
                .toList();
    }

    private static String verdict(int days, double money) {
        var inDays = days < 0 ? "safer" : days > 0 ? "less safe" : "as safe";
        var inMoney = money < 0 ? "cheaper" : money > 0 ? "dearer" : "as cheap";
        boolean agree = Integer.signum(days) * Math.signum(money) >= 0;
        return inDays + (agree ? " and " : " but ") + inMoney;
    }

    private static AnswerView answer(Assessment assessment, FleetReplay replay, Answer answer) {
        var best = answer.course(FleetReplay.HINDSIGHT);
        return new AnswerView(
                title(assessment, replay),
                "From " + RoughDate.exact(answer.from()) + " with " + answer.nodes()
                        + (answer.nodes() == 1 ? " node" : " nodes") + " that may carry "
                        + Figures.quantity(answer.perNode(), replay.resource().unit()) + " each; judged from "
                        + RoughDate.exact(answer.judgedFrom()) + " to " + RoughDate.exact(replay.asOf()) + ".",
                "Deliveries: " + VisibleText.sentence(answer.leadTime()) + ". "
                        + (answer.monthly() == null
                                ? "Money is not counted: " + answer.priceSource() + "."
                                : "A node costs " + Figures.money(answer.monthly()) + " a month: "
                                        + answer.priceSource() + "."),
                answer.courses().stream().map(course -> course(course, best)).toList());
    }

    private static CourseView course(RuleCourse course, RuleCourse best) {
        double above = best.nodeDays() == 0 ? 0 : (double) course.nodeDays() / best.nodeDays() - 1;
        return new CourseView(
                course.title(),
                course.rule().equals(FleetReplay.HEADROOM),
                "%,d".formatted(course.daysOver()),
                months(course.nodeDays() / DAYS_A_MONTH),
                course.cost() == null ? "unknown" : Figures.wholeMoney(course.cost()),
                course.rule().equals(FleetReplay.HINDSIGHT) ? "" : (above < 0 ? "" : "+") + Figures.finePercent(above),
                course.deeds().stream().map(ReplayPage::deed).toList());
    }

    private static DeedView deed(Deed deed) {
        int size = Math.abs(deed.quantity());
        var nodes = "%,d %s".formatted(size, size == 1 ? "node" : "nodes");
        return new DeedView(
                RoughDate.exact(deed.day()),
                (deed.quantity() < 0 ? "Give back " : "Order ") + nodes,
                RoughDate.exact(deed.effect()));
    }

    private static MissingView missing(Assessment assessment, FleetReplay replay) {
        return new MissingView(
                title(assessment, replay),
                VisibleText.sentence(String.valueOf(replay.unanswered())),
                "%,d of %,d days".formatted(Math.min(replay.haveDays(), replay.needDays()), replay.needDays()));
    }

    private static String title(Assessment assessment, FleetReplay replay) {
        return replay.resource().title() + " of "
                + VisibleText.name(
                        assessment.pool(replay.pool()).map(pool -> pool.name()).orElse(replay.poolName()));
    }

    private static String months(double months) {
        return "%,.1f".formatted(months);
    }

    private static String days(int days) {
        return days == 1 ? "1 day" : "%,d days".formatted(days);
    }
}

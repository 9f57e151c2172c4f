package dev.headroom.assessment;

import dev.headroom.assessment.CashFlowAssessment.Flow;
import dev.headroom.assessment.CashFlowAssessment.Month;
import dev.headroom.assessment.Charge.Kind;
import dev.headroom.assessment.Charge.Part;
import dev.headroom.units.Money;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** What of a month's amounts is laid to no line: it gets lines of its own, so that a month's lines add up to the month. */
final class Remainder {

    private Remainder() {}

    /** Returns one line for each amount, where what it was computed from is not kept. */
    static List<Charge> undivided(CashFlowAssessment flow) {
        var charges = new ArrayList<Charge>();
        for (var month : flow.months()) {
            add(charges, month, List.of());
        }
        return List.copyOf(charges);
    }

    /** Adds what the lines lack of the month's amounts. */
    static void add(List<Charge> charges, Month month, List<Charge> lines) {
        rest(charges, month, Part.OWNED, month.owned(), lines);
        rest(charges, month, Part.ORDERED, month.ordered(), lines);
        rest(charges, month, Part.PLANNED, month.planned(), lines);
        var actual = month.actual();
        if (actual != null) {
            var more = actual.minus(month.total().payments());
            add(charges, month, Part.OWNED, Kind.BOOKS, more, more, "What the books have beyond what was reckoned");
        }
    }

    private static void rest(List<Charge> charges, Month month, Part part, Flow flow, List<Charge> lines) {
        var of = lines.stream().filter(line -> line.part() == part).toList();
        Predicate<Charge> paidOnce = line -> line.kind() == Kind.SET_UP || line.kind() == Kind.PURCHASE;
        var once = less(flow.oneTime(), of, paidOnce, Charge::billed);
        var again = less(flow.recurring(), of, paidOnce.negate(), Charge::billed);
        var borne = less(flow.depreciation(), of, line -> line.kind() == Kind.DEPRECIATION, Charge::effective);
        var kind = part == Part.ORDERED ? Kind.SERVERS : Kind.REST;
        var what = switch (part) {
            case OWNED -> "Own servers";
            case ORDERED -> "What is ordered and has not come yet";
            case PLANNED -> "What the plan adds";
        };
        var more = of.isEmpty() ? "" : ", not laid to a line of its own";
        add(charges, month, part, kind, once, once, what + ": paid once" + more);
        add(charges, month, part, kind, again, again, what + ": paid each month" + more);
        add(charges, month, part, Kind.DEPRECIATION, zero(borne), borne, what + ": depreciation" + more);
    }

    private static Money less(
            Money whole, List<Charge> lines, Predicate<Charge> which, Function<Charge, Money> amount) {
        return lines.stream().filter(which).map(amount).reduce(whole, Money::minus);
    }

    private static Money zero(Money like) {
        return Money.zero(like.currency()).rounded();
    }

    private static void add(
            List<Charge> charges,
            Month month,
            Part part,
            Kind kind,
            Money billed,
            Money effective,
            String description) {
        if (billed.amount().signum() != 0 || effective.amount().signum() != 0) {
            charges.add(new Charge(
                    YearMonth.from(month.month()),
                    month.closed(),
                    part,
                    kind,
                    null,
                    null,
                    null,
                    0,
                    billed.rounded(),
                    effective.rounded(),
                    null,
                    description));
        }
    }
}

package dev.headroom.assessment;

import dev.headroom.units.Money;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is paid and written off month by month, and what the budgets leave of it.
 *
 * @param months  in order, months that are over first
 * @param budgets of each quarter that has one
 * @param notes   what the figures lack, in sentences
 */
public record CashFlowAssessment(List<Month> months, List<Quarter> budgets, List<String> notes) {

    public CashFlowAssessment {
        months = List.copyOf(months);
        budgets = List.copyOf(budgets);
        notes = List.copyOf(notes);
    }

    /**
     * One month.
     *
     * @param month    its first day
     * @param closed   whether it is over
     * @param owned    what was there when the assessment was made
     * @param ordered  what has been ordered and hasn't come yet
     * @param planned  what the plan adds, less what it gives back
     * @param forecast of a closed month: all payments, as foreseen by the last assessment before it; null where there was none
     * @param actual   of a closed month: all payments, as the books have them; null where nobody has entered them
     */
    public record Month(
            LocalDate month,
            boolean closed,
            Flow owned,
            Flow ordered,
            Flow planned,
            @Nullable Money forecast,
            @Nullable Money actual) {

        public Flow total() {
            return owned.plus(ordered).plus(planned);
        }

        /** Returns all payments of the month: as the books have them where they do. */
        public Money paid() {
            return actual == null ? total().payments() : actual;
        }
    }

    /** Amounts of a month; depreciation is no payment. */
    public record Flow(Money oneTime, Money recurring, Money depreciation) {

        public Flow plus(Flow that) {
            return new Flow(
                    oneTime.plus(that.oneTime), recurring.plus(that.recurring), depreciation.plus(that.depreciation));
        }

        public Money payments() {
            return oneTime.plus(recurring);
        }
    }

    /**
     * A quarter's budget.
     *
     * @param quarter as {@code 2027-Q1}
     * @param spent   all payments of its months, as far as they are known here
     * @param left    negative where the budget doesn't suffice
     */
    public record Quarter(String quarter, LocalDate start, Money budget, Money spent, Money left, String source) {}
}

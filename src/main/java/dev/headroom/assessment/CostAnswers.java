package dev.headroom.assessment;

import dev.headroom.assessment.CashFlowAssessment.Flow;
import dev.headroom.assessment.CashFlowAssessment.Month;
import dev.headroom.assessment.CashFlowAssessment.Quarter;
import dev.headroom.assessment.CostAssessment.Option;
import dev.headroom.catalog.BookContents;
import dev.headroom.catalog.ClosedMonths;
import dev.headroom.catalog.PriceBook;
import dev.headroom.catalog.PriceBooks;
import dev.headroom.catalog.RowChange;
import dev.headroom.cost.ExchangeRate;
import dev.headroom.units.Money;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Computes a kept comparison again: in another currency, or with another version of the price book. */
@Service
public class CostAnswers {

    private static final int REMEMBERED = 16;
    private static final int ROWS_TRIED = 60;

    private final PriceBooks books;
    private final ClosedMonths closedMonths;
    private final ConcurrentHashMap<Key, CostAssessment> converted = new ConcurrentHashMap<>();

    private record Key(UUID assessment, Currency currency) {}

    CostAnswers(PriceBooks books, ClosedMonths closedMonths) {
        this.books = books;
        this.closedMonths = closedMonths;
    }

    /** Returns the currencies that an assessment's costs can be told in, its own first. */
    public List<Currency> currencies(Assessment assessment) {
        return inputs(assessment)
                .map(inputs -> book(inputs).currencies(inputs.currency(), inputs.day()))
                .orElse(List.of(assessment.currency()));
    }

    /**
     * Returns an assessment's costs in a currency: prices in it stand as they are, all else is converted at dated rates, past
     * months at those that they closed with.
     *
     * @return empty where there are no costs, or no rate
     */
    public Optional<CostAssessment> in(Assessment assessment, Currency currency) {
        var costs = assessment.costs();
        if (costs == null) {
            return Optional.empty();
        }
        if (currency.equals(assessment.currency())) {
            return Optional.of(costs);
        }
        if (!currencies(assessment).contains(currency)) {
            return Optional.empty();
        }
        if (converted.size() >= REMEMBERED) {
            converted.clear();
        }
        return inputs(assessment)
                .map(inputs -> converted.computeIfAbsent(
                        new Key(assessment.id(), currency), key -> converted(costs, inputs, currency)));
    }

    private CostAssessment converted(CostAssessment costs, CostInputs inputs, Currency currency) {
        var book = book(inputs);
        var comparison = new Comparison(inputs, book, currency);
        var own = comparison.own(costs.own().sources());
        var rate = book.exchangeRate(inputs.currency(), currency, inputs.day()).orElseThrow();
        return new CostAssessment(
                costs.asOf(),
                costs.months(),
                own,
                comparison.clouds(own),
                costs.assumptions(),
                rate.toString(),
                inputs,
                converted(costs.cashFlow(), rate, book));
    }

    private @Nullable CashFlowAssessment converted(
            @Nullable CashFlowAssessment flow, ExchangeRate rate, PriceBook book) {
        if (flow == null) {
            return null;
        }
        var months = flow.months().stream()
                .map(month -> converted(month, rateOf(month, rate, book)))
                .toList();
        var budgets = flow.budgets().stream()
                .map(quarter -> new Quarter(
                        quarter.quarter(),
                        quarter.start(),
                        rate.convert(quarter.budget()).rounded(),
                        rate.convert(quarter.spent()).rounded(),
                        rate.convert(quarter.budget())
                                .rounded()
                                .minus(rate.convert(quarter.spent()).rounded()),
                        quarter.source()))
                .toList();
        return new CashFlowAssessment(months, budgets, flow.notes());
    }

    private ExchangeRate rateOf(Month month, ExchangeRate today, PriceBook book) {
        return month.closed()
                ? closedMonths
                        .rate(YearMonth.from(month.month()), today.from(), today.to(), book)
                        .orElse(today)
                : today;
    }

    private static Month converted(Month month, ExchangeRate rate) {
        var forecast = month.forecast();
        var actual = month.actual();
        return new Month(
                month.month(),
                month.closed(),
                converted(month.owned(), rate),
                converted(month.ordered(), rate),
                converted(month.planned(), rate),
                forecast == null ? null : rate.convert(forecast).rounded(),
                actual == null ? null : rate.convert(actual).rounded());
    }

    private static Flow converted(Flow flow, ExchangeRate rate) {
        Function<Money, Money> convert = money -> rate.convert(money).rounded();
        return new Flow(
                convert.apply(flow.oneTime()), convert.apply(flow.recurring()), convert.apply(flow.depreciation()));
    }

    /**
     * What another version of the price book makes of the same demand and the same plan.
     *
     * @param change what moved it, in the words of its table and row; empty for all changes together
     */
    public record Effect(Optional<RowChange> change, List<Moved> moved) {}

    /** A total over the planned months that is another one. */
    public record Moved(
            String provider,
            @Nullable String commitment,
            @Nullable Money before,
            @Nullable Money after) {}

    /**
     * Returns what moves the answer between two versions of the book: all changes together first, then each by itself that moves
     * anything. The plan isn't solved anew.
     *
     * @throws java.util.NoSuchElementException if there is no such version
     */
    public List<Effect> effects(Assessment assessment, int from, int to) {
        var before = books.version(from).orElseThrow();
        var after = books.version(to).orElseThrow();
        var inputs = inputs(assessment).orElse(null);
        if (inputs == null) {
            return List.of();
        }
        var effects = new ArrayList<Effect>();
        var base = totals(inputs, before);
        effects.add(new Effect(Optional.empty(), moved(base, totals(inputs, after))));
        var changes = before.contents().changesTo(after.contents());
        if (effects.getFirst().moved().isEmpty() || changes.size() > ROWS_TRIED) {
            return effects;
        }
        for (var change : changes) {
            var moved = moved(base, totals(inputs, before.contents(), change));
            if (!moved.isEmpty()) {
                effects.add(new Effect(Optional.of(change), moved));
            }
        }
        return effects;
    }

    private List<Option> totals(CostInputs inputs, BookContents contents, RowChange change) {
        return PriceBooks.draft(contents.with(change), inputs.day())
                .map(book -> totals(inputs, book))
                .orElse(List.of());
    }

    private static List<Option> totals(CostInputs inputs, PriceBook book) {
        var counted = new CostInputs(
                inputs.priceBook(),
                inputs.day(),
                inputs.start(),
                inputs.currency(),
                inputs.plannedMonths(),
                inputs.demand().subList(0, inputs.plannedMonths()),
                inputs.oneTime().subList(0, inputs.plannedMonths()),
                inputs.recurring().subList(0, inputs.plannedMonths()),
                inputs.bought(),
                OwnCostFigures.of(book, inputs.currency(), inputs.day()).all(),
                inputs.traffic().subList(0, inputs.plannedMonths()));
        var comparison = new Comparison(counted, book, inputs.currency());
        var options = new ArrayList<Option>();
        var own = comparison.own(List.of());
        options.add(own);
        options.addAll(comparison.clouds(own));
        return options;
    }

    private static List<Moved> moved(List<Option> before, List<Option> after) {
        var moved = new ArrayList<Moved>();
        for (int i = 0; i < Math.min(before.size(), after.size()); i++) {
            var was = before.get(i).total().total();
            var is = after.get(i).total().total();
            if (was == null ? is != null : !was.equals(is)) {
                moved.add(new Moved(before.get(i).provider(), before.get(i).commitment(), was, is));
            }
        }
        return moved;
    }

    private PriceBook book(CostInputs inputs) {
        return books.version(inputs.priceBook()).orElseThrow();
    }

    private static Optional<CostInputs> inputs(Assessment assessment) {
        return Optional.ofNullable(assessment.costs()).map(CostAssessment::inputs);
    }
}

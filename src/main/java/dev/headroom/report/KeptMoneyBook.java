package dev.headroom.report;

import dev.headroom.assessment.Assessment;
import dev.headroom.assessment.CostAnswers;
import dev.headroom.assessment.CostAssessment;
import dev.headroom.assessment.CostInputs;
import dev.headroom.catalog.PriceBook;
import dev.headroom.catalog.PriceBooks;
import dev.headroom.catalog.Quote;
import dev.headroom.cost.ExchangeRate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The version of the price book that an assessment was made with; the newest where it keeps none. */
@Component
class KeptMoneyBook implements MoneyBook {

    private final PriceBooks books;
    private final CostAnswers answers;

    KeptMoneyBook(PriceBooks books, CostAnswers answers) {
        this.books = books;
        this.answers = answers;
    }

    @Override
    public Optional<ExchangeRate> rate(Assessment assessment, Currency to) {
        var inputs = inputs(assessment);
        return book(assessment)
                .exchangeRate(assessment.currency(), to, inputs == null ? assessment.asOf() : inputs.day());
    }

    @Override
    public Optional<CostAssessment> costs(Assessment assessment, Currency currency) {
        return answers.in(assessment, currency);
    }

    @Override
    public List<Quote> quotes(Assessment assessment) {
        return book(assessment).quotes();
    }

    private PriceBook book(Assessment assessment) {
        var inputs = inputs(assessment);
        return inputs == null
                ? books.current()
                : books.version(inputs.priceBook()).orElseThrow();
    }

    private static @Nullable CostInputs inputs(Assessment assessment) {
        var costs = assessment.costs();
        return costs == null ? null : costs.inputs();
    }
}

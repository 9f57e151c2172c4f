package dev.headroom.assessment;

import dev.headroom.catalog.ClosedMonths;
import dev.headroom.catalog.PriceBooks;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** The cash flow of an assessment line by line. */
@Service
public class Charges {

    private final PriceBooks books;
    private final ClosedMonths closedMonths;

    Charges(PriceBooks books, ClosedMonths closedMonths) {
        this.books = books;
        this.closedMonths = closedMonths;
    }

    /**
     * Returns the lines in the assessment's currency, month by month. A month's billed amounts add up to what its cash flow pays,
     * or to what the books have where they have it; its effective ones to that with depreciation in place of purchases.
     *
     * @return empty where the assessment has no cash flow
     */
    public Optional<List<Charge>> of(Assessment assessment) {
        var costs = assessment.costs();
        var flow = costs == null ? null : costs.cashFlow();
        if (costs == null || flow == null) {
            return Optional.empty();
        }
        var inputs = costs.inputs();
        if (inputs == null) {
            return Optional.of(Remainder.undivided(flow));
        }
        var book = books.version(inputs.priceBook()).orElseThrow();
        var to = assessment.currency();
        return Optional.of(new ChargeSplit(
                        assessment,
                        inputs,
                        flow,
                        book,
                        (month, from, closed) -> closed
                                ? closedMonths.rate(month, from, to, book)
                                : book.exchangeRate(from, to, inputs.day()))
                .all());
    }
}

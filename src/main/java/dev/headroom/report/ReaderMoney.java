package dev.headroom.report;

import dev.headroom.assessment.CostAssessment;
import dev.headroom.catalog.Quote;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The money that a report tells its reader.
 *
 * @param exchange for what the assessment has in its own currency alone
 * @param costs    in the reader's currency where there is a rate; {@code null} where there is no comparison
 * @param quotes   all that the price book has
 */
record ReaderMoney(Exchange exchange, @Nullable CostAssessment costs, List<Quote> quotes) {}

package dev.headroom.report;

import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * How one reader gets the report.
 *
 * @param currency    {@code null} for the assessment's own
 * @param unsubscribe the address that ends it; {@code null} where nobody is written to, or the dashboard's address isn't known
 */
record Edition(
        ReportRole role,
        Language language,
        @Nullable Currency currency,
        @Nullable String unsubscribe) {}

package dev.headroom.api;

import dev.headroom.access.Scope;
import dev.headroom.assessment.Assessment;
import dev.headroom.assessment.Assessments;
import dev.headroom.assessment.Charges;
import dev.headroom.assessment.CostAnswers;
import dev.headroom.assessment.CostAssessment;
import dev.headroom.assessment.NoAssessmentYet;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(
        path = "/api/v1/costs",
        produces = {MediaType.APPLICATION_JSON_VALUE, TableConverter.CSV_VALUE, TableConverter.XLSX_VALUE})
@Tag(name = "Costs", description = "What owning costs, beside the clouds and month by month")
class CostRoutes {

    private static final String FOCUS = "focus";

    private final Assessments assessments;
    private final CostAnswers answers;
    private final Charges charges;

    CostRoutes(Assessments assessments, CostAnswers answers, Charges charges) {
        this.assessments = assessments;
        this.answers = answers;
        this.charges = charges;
    }

    @Operation(
            operationId = "compareCosts",
            summary = "Own cost beside the clouds, by month and in total",
            description =
                    "`months` reaches to 60; the planned ones where left out. `currency` is one that the price book"
                            + " has a rate for; the planning currency where left out.")
    @Needs(Scope.FINANCE)
    @GetMapping("/comparison")
    ComparisonView comparison(
            @RequestParam(required = false) @Min(1) @Nullable Integer months,
            @RequestParam(required = false)
                    @Pattern(regexp = "aws|gcp|azure", message = "must be aws, gcp or azure")
                    @Nullable
                    String provider,
            @RequestParam(required = false)
                    @Pattern(regexp = "on-demand|1y|3y", message = "must be on-demand, 1y or 3y")
                    @Nullable
                    String commitment,
            @RequestParam(required = false) @Nullable String currency,
            @RequestParam(defaultValue = "json") String format) {
        var latest = assessments.latest().orElseThrow(NoAssessmentYet::new);
        var shown = currency(latest, currency);
        var costs = costs(latest, shown);
        int most = costs.own().byMonth().size();
        if (months != null && months > most) {
            throw ApiProblem.invalid("months", months, "must be at most " + most);
        }
        return ComparisonView.of(
                latest,
                costs,
                shown,
                months == null ? costs.months() : months,
                cloud -> (provider == null || provider.equals(cloud.provider()))
                        && (commitment == null || commitment.equals(cloud.commitment())));
    }

    @Operation(
            operationId = "getCashFlow",
            summary = "Payments and depreciation by month, for what is owned, ordered and planned",
            description =
                    "`from` is the first day and `to` the day after the last one; months that they touch are shown.")
    @Needs(Scope.FINANCE)
    @GetMapping("/cash-flow")
    CashFlowView cashFlow(
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate from,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate to,
            @RequestParam(required = false) @Nullable String currency,
            @RequestParam(defaultValue = "json") String format) {
        checkSpan(from, to);
        var latest = assessments.latest().orElseThrow(NoAssessmentYet::new);
        var shown = currency(latest, currency);
        var flow = costs(latest, shown).cashFlow();
        if (flow == null) {
            throw noCosts();
        }
        return CashFlowView.of(latest, flow, shown, from, to);
    }

    @Operation(
            operationId = "listFocusRows",
            summary = "What is owned, ordered and planned as rows of FOCUS 1.2, past months and those to come",
            description = """
                    In the planning currency. A month's `BilledCost` adds up to the cash flow's payments of the month (to what the books \
                    have, where they have it), its `EffectiveCost` to the same with depreciation in place of purchases. Amounts are \
                    numbers, as FOCUS has them. `from` is the first day and `to` the day after the last one; months that they touch \
                    are told.""")
    @Needs(Scope.FINANCE)
    @GetMapping("/focus")
    Items<FocusRow> focus(
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate from,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate to,
            @RequestParam(defaultValue = "20000") @Min(1) @Max(20_000) int limit,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "json") String format) {
        checkSpan(from, to);
        var latest = assessments.latest().orElseThrow(NoAssessmentYet::new);
        var all = charges.of(latest).orElseThrow(CostRoutes::noCosts).stream()
                .filter(charge -> from == null || !charge.month().atEndOfMonth().isBefore(from))
                .filter(charge -> to == null || charge.month().atDay(1).isBefore(to))
                .toList();
        var run = latest.id() + " ";
        if (cursor != null && !Items.key(FOCUS, cursor).startsWith(run)) {
            throw ApiProblem.invalid("cursor", cursor, "belongs to an older assessment: begin again without it");
        }
        var page = Items.page(
                FOCUS,
                IntStream.range(0, all.size()).boxed().toList(),
                index -> run + "%08d".formatted(index),
                cursor,
                limit,
                indexes -> FocusRow.table(List.of()));
        var rows = page.items().stream()
                .map(index -> FocusRow.of(all.get(index), latest))
                .toList();
        return new Items<>(rows, page.nextCursor(), FocusRow.table(rows));
    }

    private static void checkSpan(@Nullable LocalDate from, @Nullable LocalDate to) {
        if (from != null && to != null && !from.isBefore(to)) {
            throw ApiProblem.invalid("to", to, "must be after from");
        }
    }

    private CostAssessment costs(Assessment assessment, Currency currency) {
        return answers.in(assessment, currency).orElseThrow(CostRoutes::noCosts);
    }

    private static ApiProblem noCosts() {
        return ApiProblem.of(
                HttpStatus.NOT_FOUND, "no-costs", "No costs", "The latest assessment could not compare costs.");
    }

    private Currency currency(Assessment assessment, @Nullable String code) {
        if (code == null) {
            return assessment.currency();
        }
        var known = answers.currencies(assessment);
        return known.stream()
                .filter(currency -> currency.getCurrencyCode().equals(code))
                .findFirst()
                .orElseThrow(() -> ApiProblem.invalid(
                        "currency",
                        code,
                        "must be one of "
                                + known.stream().map(Currency::getCurrencyCode).collect(Collectors.joining(", "))
                                + ": the price book has no rate for another"));
    }
}

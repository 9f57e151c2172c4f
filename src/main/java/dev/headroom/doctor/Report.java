package dev.headroom.doctor;

import dev.headroom.doctor.Finding.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A diagnosis as programs read it. */
public record Report(
        Instant at,
        boolean healthy,
        long passed,
        long warnings,
        long failed,
        long skipped,
        List<Line> checks,
        List<Difference> differences) {

    /**
     * One check.
     *
     * @param outcome {@code passed}, {@code warning}, {@code failed} or {@code skipped}
     * @param seen    the cause where it failed
     * @param effect  null, as {@code mend}, where nothing is to be mended
     */
    public record Line(
            String id,
            String area,
            String title,
            boolean required,
            String outcome,
            String seen,
            @Nullable String effect,
            @Nullable String mend) {}

    public Report {
        checks = List.copyOf(checks);
        differences = List.copyOf(differences);
    }

    public static Report of(Diagnosis diagnosis) {
        return new Report(
                diagnosis.at(),
                diagnosis.isHealthy(),
                diagnosis.count(Outcome.PASSED),
                diagnosis.count(Outcome.WARNING),
                diagnosis.count(Outcome.FAILED),
                diagnosis.count(Outcome.SKIPPED),
                diagnosis.findings().stream().map(Report::line).toList(),
                diagnosis.differences());
    }

    private static Line line(Finding finding) {
        var check = finding.check();
        return new Line(
                check.id(),
                check.area().name().toLowerCase(Locale.ROOT),
                check.title(),
                check.required(),
                finding.outcome().code(),
                finding.seen(),
                finding.effect(),
                finding.mend());
    }
}

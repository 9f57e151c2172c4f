package dev.headroom.doctor;

import dev.headroom.doctor.Finding.Outcome;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Collects the findings of one examination. */
final class Findings {

    private static final int LONGEST = 600;

    private final Map<Check, Finding> findings = new EnumMap<>(Check.class);

    void passed(Check check, String seen) {
        put(new Finding(check, Outcome.PASSED, line(seen), null, null));
    }

    /** It does not hold: a failure where the check is required, else a warning. */
    void trouble(Check check, String cause, String mend) {
        var outcome = check.required() ? Outcome.FAILED : Outcome.WARNING;
        put(new Finding(check, outcome, line(cause), check.effect(), mend));
    }

    /** It nearly does not hold. */
    void warning(Check check, String cause, String mend) {
        put(new Finding(check, Outcome.WARNING, line(cause), check.effect(), mend));
    }

    void skipped(Check check, String why) {
        findings.putIfAbsent(check, new Finding(check, Outcome.SKIPPED, line(why), null, null));
    }

    void skipped(List<Check> checks, String why) {
        checks.forEach(check -> skipped(check, why));
    }

    boolean passed(Check check) {
        var finding = findings.get(check);
        return finding != null && finding.outcome() == Outcome.PASSED;
    }

    /** Returns one finding for each check; what was not reached was skipped. */
    List<Finding> all() {
        return Arrays.stream(Check.values())
                .map(check -> Objects.requireNonNullElseGet(
                        findings.get(check),
                        () -> new Finding(check, Outcome.SKIPPED, "Not reached: an earlier check failed.", null, null)))
                .toList();
    }

    private void put(Finding finding) {
        findings.put(finding.check(), finding);
    }

    // names in it come from metric labels and servers
    private static String line(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\s]+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}

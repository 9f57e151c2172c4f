package dev.headroom.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.headroom.doctor.Report;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The doctor's report; as a table its checks. */
record DoctorView(@JsonUnwrapped Report report) implements Table.Tabular {

    @Override
    public Table table() {
        return new Table(
                "doctor",
                List.of("id", "area", "title", "required", "outcome", "seen", "effect", "mend"),
                report.checks().stream()
                        .map(check -> Arrays.<@Nullable Object>asList(
                                check.id(),
                                check.area(),
                                check.title(),
                                check.required(),
                                check.outcome(),
                                check.seen(),
                                check.effect(),
                                check.mend()))
                        .toList());
    }
}

package dev.headroom.assessment;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes that can't be planned by. */
public final class InvalidScenario extends RuntimeException {

    private final transient List<Fault> faults;

    /**
     * What is wrong with a field.
     *
     * @param field   as a path, such as {@code growth[0].factor}
     * @param value   what it holds
     * @param message reads on from the field: "must be …"
     */
    public record Fault(String field, @Nullable Object value, String message) {}

    InvalidScenario(List<Fault> faults) {
        super(faults.getFirst().field() + " " + faults.getFirst().message());
        this.faults = List.copyOf(faults);
    }

    /** Returns all that is wrong, at least one. */
    public List<Fault> faults() {
        return faults;
    }
}

package dev.headroom.cost;

import java.util.Arrays;
import java.util.Optional;

/** How long a cloud customer binds himself in return for a lower price. */
public enum Commitment {
    ON_DEMAND("on-demand"),
    ONE_YEAR("1y"),
    THREE_YEARS("3y");

    private final String id;

    Commitment(String id) {
        this.id = id;
    }

    /** Returns the name that the API and the files use. */
    public String id() {
        return id;
    }

    public static Optional<Commitment> of(String id) {
        return Arrays.stream(values())
                .filter(commitment -> commitment.id.equals(id))
                .findFirst();
    }
}

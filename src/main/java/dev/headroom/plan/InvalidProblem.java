package dev.headroom.plan;

/** A value that a planning problem can't hold; says which field, what it holds, and what is allowed. */
public final class InvalidProblem extends IllegalArgumentException {

    private final String field;
    private final String fault;

    InvalidProblem(String field, String fault) {
        super(field + " " + fault);
        this.field = field;
        this.fault = fault;
    }

    /** Returns the field, as a path from the record that refused it, such as {@code nodes[1].model}. */
    public String field() {
        return field;
    }

    /** Returns what is wrong, the value included; reads on from the field's name. */
    public String fault() {
        return fault;
    }
}

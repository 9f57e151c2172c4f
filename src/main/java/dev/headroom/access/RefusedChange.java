package dev.headroom.access;

/** A change that is not allowed; the message is a sentence for whoever asked. */
public final class RefusedChange extends RuntimeException {

    private final String field;
    private final String value;

    /** @param value what the field held; empty where it is a secret */
    public RefusedChange(String field, String value, String message) {
        super(message);
        this.field = field;
        this.value = value;
    }

    public String field() {
        return field;
    }

    /** Returns what the field held; empty where it is a secret. */
    public String value() {
        return value;
    }
}

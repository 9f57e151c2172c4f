package dev.headroom.units;

/** What a resource is counted in; {@link #symbol()} is the name that the API and the files use. */
public enum Unit {
    /** CPU cores: one is one core busy all the time. */
    CORES("cores"),
    BYTES("bytes"),
    /** One direction of a link. */
    BITS_PER_SECOND("bitsPerSecond"),
    /** Pod slots. */
    PODS("pods");

    private final String symbol;

    Unit(String symbol) {
        this.symbol = symbol;
    }

    public String symbol() {
        return symbol;
    }
}

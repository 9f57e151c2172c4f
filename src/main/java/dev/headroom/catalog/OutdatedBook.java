package dev.headroom.catalog;

/** A change was made to a version of the price book that is no longer the newest. */
public final class OutdatedBook extends RuntimeException {

    private final int newest;

    OutdatedBook(int base, int newest) {
        super("The price book has changed meanwhile: version " + base + " was edited, but version " + newest
                + " is the newest.");
        this.newest = newest;
    }

    public int newest() {
        return newest;
    }
}

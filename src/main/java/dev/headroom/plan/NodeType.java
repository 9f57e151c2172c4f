package dev.headroom.plan;

/**
 * A model as it stands in a pool, bare or with one upgrade.
 *
 * @param model index of the model in the problem
 * @param upgrade index of the upgrade in the problem, or {@link #BARE}
 */
record NodeType(int model, int upgrade) {
    static final int BARE = -1;

    boolean isBare() {
        return upgrade == BARE;
    }
}

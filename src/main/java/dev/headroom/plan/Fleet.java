package dev.headroom.plan;

/**
 * What a pool holds, month by month.
 *
 * @param arrivals servers that enter service, by model and month
 * @param bought servers held of those that arrived, by model and month
 * @param owned servers held of those owned at the start, by model and month
 * @param active upgrades that are active, by upgrade and month
 */
record Fleet(int[][] arrivals, int[][] bought, int[][] owned, int[][] active) {

    int held(int model, int month) {
        return bought[model][month] + owned[model][month];
    }

    /** Returns the number of nodes of each type of a pool. */
    long[] counts(PoolNeeds needs, int month) {
        var counts = new long[needs.types.size()];
        for (int j = 0; j < counts.length; j++) {
            var type = needs.types.get(j);
            if (type.isBare()) {
                counts[j] += held(type.model(), month);
            } else {
                counts[j] += active[type.upgrade()][month];
                counts[needs.bareType(type.model())] -= active[type.upgrade()][month];
            }
        }
        return counts;
    }
}

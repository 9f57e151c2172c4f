package dev.headroom.usage;

import dev.headroom.units.Resource;

/**
 * What a series of five-minute values is of.
 *
 * @param direction {@link #RECEIVED} or {@link #TRANSMITTED} of a bandwidth, {@link #NONE} of any other resource
 */
record Channel(Resource resource, char direction) {

    static final char NONE = '-';
    static final char RECEIVED = 'r';
    static final char TRANSMITTED = 't';

    static final Channel CPU = new Channel(Resource.CPU, NONE);
    static final Channel MEMORY = new Channel(Resource.MEMORY, NONE);

    static final Channel DISK = new Channel(Resource.DISK, NONE);
    static final Channel PODS = new Channel(Resource.PODS, NONE);

    static Channel received(String link) {
        return new Channel(Resource.bandwidth(link), RECEIVED);
    }

    static Channel transmitted(String link) {
        return new Channel(Resource.bandwidth(link), TRANSMITTED);
    }
}

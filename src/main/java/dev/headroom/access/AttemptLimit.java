package dev.headroom.access;

import io.github.bucket4j.Bucket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often an address may fail. Only failures count, and nothing is held against an account: a stranger can't lock anybody out.
 * Kept in memory, each instance for itself.
 */
final class AttemptLimit {

    private static final int REMEMBERED_ADDRESSES = 20_000;
    private static final int NETWORK_BYTES = 8;

    private final int failures;
    private final Duration per;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > REMEMBERED_ADDRESSES;
        }
    };

    AttemptLimit(int failures, Duration per) {
        this.failures = failures;
        this.per = per;
    }

    /**
     * Counts an attempt.
     *
     * @return zero where it may go on, else how long to wait
     */
    Duration count(String address) {
        var probe = bucket(address).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed()
                ? Duration.ZERO
                : Duration.ofNanos(probe.getNanosToWaitForRefill()).plusSeconds(1);
    }

    /** Takes an attempt back that has succeeded. */
    void succeeded(String address) {
        bucket(address).addTokens(1);
    }

    private Bucket bucket(String address) {
        synchronized (buckets) {
            return buckets.computeIfAbsent(
                    network(address),
                    key -> Bucket.builder()
                            .addLimit(limit -> limit.capacity(failures).refillGreedy(failures, per))
                            .build());
        }
    }

    /** One household has a whole /64 of IPv6. */
    private static String network(String address) {
        try {
            return address.indexOf(':') >= 0 && InetAddress.getByName(address) instanceof Inet6Address v6
                    ? HexFormat.of().formatHex(Arrays.copyOf(v6.getAddress(), NETWORK_BYTES))
                    : address;
        } catch (UnknownHostException e) {
            return address;
        }
    }
}

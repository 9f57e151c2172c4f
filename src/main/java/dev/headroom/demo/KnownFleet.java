package dev.headroom.demo;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * The note that an import leaves in the store, so that a second one carries the same fleet on instead of mixing two.
 *
 * @param end      of the history, as it was first written
 * @param complete whether the first import reached that end
 */
record KnownFleet(int nodes, int days, long seed, Instant end, boolean complete) {

    static final String QUERY = "last_over_time(headroom_demo_fleet[10y])";
    static final String NEWEST_SAMPLE_QUERY =
            "max(tlast_over_time(node_boot_time_seconds{job=\"node-exporter\"}[10y]))";

    private static final Pattern VALUE = Pattern.compile("\"value\":\\[[^,]*,\"([0-9]+)");

    /** Returns the note as a line to import, dated so that one of a complete import is the newer. */
    String line() {
        return "{\"metric\":{\"__name__\":\"headroom_demo_fleet\",\"nodes\":\"" + nodes + "\",\"days\":\"" + days
                + "\",\"seed\":\"" + seed + "\",\"end\":\"" + end + "\"},\"values\":[" + (complete ? 1 : 0)
                + "],\"timestamps\":[" + end.minusSeconds(complete ? 0 : 1).toEpochMilli() + "]}\n";
    }

    /** Reads the note from an answer to {@link #QUERY}. */
    static Optional<KnownFleet> in(String answer) {
        var value = value(answer);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new KnownFleet(
                Integer.parseInt(label("nodes", answer)),
                Integer.parseInt(label("days", answer)),
                Long.parseLong(label("seed", answer)),
                Instant.parse(label("end", answer)),
                value.getAsLong() == 1));
    }

    /** Returns the only value of an instant query's answer; empty where the store has none. */
    static OptionalLong value(String answer) {
        var matcher = VALUE.matcher(answer);
        return matcher.find() ? OptionalLong.of(Long.parseLong(matcher.group(1))) : OptionalLong.empty();
    }

    KnownFleet completed() {
        return new KnownFleet(nodes, days, seed, end, true);
    }

    boolean isLike(KnownFleet other) {
        return nodes == other.nodes && days == other.days && seed == other.seed;
    }

    private static String label(String name, String answer) {
        var matcher = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(answer);
        if (!matcher.find()) {
            throw new IllegalArgumentException("no label " + name + " in " + answer);
        }
        return matcher.group(1);
    }
}

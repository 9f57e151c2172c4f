package dev.headroom.usage;

import dev.headroom.inventory.ServiceSpan;
import dev.headroom.inventory.Subject;
import dev.headroom.units.Resource;
import dev.headroom.usage.Slots.Range;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/**
 * Makes days of the planning time zone and hours of UTC out of five-minute values.
 *
 * <p>A pool's value at a moment is the sum over the nodes in service then, for bandwidth the larger direction of that
 * sum. Where a node in service has no value the pool has none: a part is never taken for the whole.
 */
@Component
class RollUp {

    /** Silent for longer, up to now, a node is not waited for any more. */
    static final Duration PATIENCE = Duration.ofHours(24);

    private final RawUsage rawUsage;
    private final UsageTables table;
    private final ZoneId zone;

    record Line(Subject subject, Resource resource) {}

    /** Values of a subject over a range, by direction where it is a bandwidth alone, and when it was in service. */
    static final class Track {
        final float[] used;
        final float[] received;
        final float[] transmitted;
        final boolean[] inService;
        final int[] invalid;

        Track(Range range, boolean bandwidth) {
            used = Source.empty(range.size());
            received = Source.empty(bandwidth ? range.size() : 0);
            transmitted = Source.empty(bandwidth ? range.size() : 0);
            inService = new boolean[range.size()];
            invalid = new int[range.utcDays()];
        }
    }

    /** When a node was in a pool, within a range: of the slot in which it came or went, it was there for a share. */
    private record Stay(Range range, Instant start, Instant leaves) {

        int first() {
            return (int) Math.max(0, Slots.at(start) - range.from());
        }

        int end() {
            return (int) Math.min(range.size(), Slots.notBefore(leaves) - range.from());
        }

        float shareOf(int slot) {
            long begins = Slots.start(range.from() + slot).getEpochSecond();
            long from = Math.max(begins, start.getEpochSecond());
            long to = Math.min(begins + Slots.SECONDS, leaves.getEpochSecond());
            return (to - from) / (float) Slots.SECONDS;
        }
    }

    RollUp(RawUsage rawUsage, UsageTables table, ZoneId planningZone) {
        this.rawUsage = rawUsage;
        this.table = table;
        this.zone = planningZone;
    }

    /**
     * Writes all days and hours that touch a range anew; days that no node has a value of are left as they are.
     *
     * @param until up to when the store has been read
     * @param now   when the figures become known
     */
    void roll(Range affected, List<ServiceSpan> service, Instant until, Instant now) {
        roll(affected, rawUsage.read(around(affected)), service, until, now);
    }

    /** Returns the whole UTC days around all days of the planning time zone that touch a range. */
    Range around(Range affected) {
        return affected.wholeDays(zone).wholeUtcDays();
    }

    /**
     * Does so from five-minute values that have been read.
     *
     * @param raw all that is kept of the range {@link #around} the affected one
     */
    void roll(
            Range affected,
            Map<RawUsage.Key, RawUsage.Values> raw,
            List<ServiceSpan> service,
            Instant until,
            Instant now) {
        Range range = around(affected);
        if (raw.isEmpty()) {
            return;
        }
        var tracks = tracks(range, raw, awaited(service, until));
        table.writeDays(days(affected, daysWithData(range, raw)), range, tracks, zone, now);
        table.writeHours(affected, range, tracks, until);
    }

    /** Returns the spans with the newest ones drawn out to now where their node has not been silent for long. */
    private static List<ServiceSpan> awaited(List<ServiceSpan> service, Instant until) {
        var newest = new HashMap<List<Object>, ServiceSpan>();
        service.forEach(span -> newest.merge(
                List.of(span.node(), span.resource()),
                span,
                (one, other) -> one.end().isAfter(other.end()) ? one : other));
        var last = new HashSet<>(newest.values());
        return service.stream()
                .map(span -> last.contains(span)
                                && span.end().isBefore(until)
                                && !span.end().isBefore(until.minus(PATIENCE))
                        ? new ServiceSpan(span.node(), span.resource(), span.pool(), span.start(), until)
                        : span)
                .sorted(Comparator.comparing(ServiceSpan::node) // so that sums come out the same to the last bit
                        .thenComparing(ServiceSpan::resource)
                        .thenComparing(ServiceSpan::start))
                .toList();
    }

    private static Map<Line, Track> tracks(
            Range range, Map<RawUsage.Key, RawUsage.Values> raw, List<ServiceSpan> service) {
        var tracks =
                new TreeMap<Line, Track>(Comparator.comparing(Line::subject).thenComparing(Line::resource));
        var missing = new HashMap<Line, boolean[]>();
        var handovers = Handovers.in(range, raw, service);
        for (ServiceSpan span : service) {
            int from = (int) Math.max(0, Slots.at(span.start()) - range.from());
            int to = (int) Math.min(range.size(), Slots.notBefore(span.end()) - range.from());
            if (from < to) {
                var node = new Line(Subject.node(span.node()), span.resource());
                var pool = new Line(Subject.pool(span.pool()), span.resource());
                boolean bandwidth = span.resource().isBandwidth();
                Track own = tracks.computeIfAbsent(node, line -> new Track(range, bandwidth));
                read(own, span, raw, from, to);
                Instant handedOver = handovers.get(span.node());
                Instant end = handedOver == null || span.end().isBefore(handedOver) ? span.end() : handedOver;
                Track whole = tracks.computeIfAbsent(pool, line -> new Track(range, bandwidth));
                boolean[] holes = missing.computeIfAbsent(pool, line -> new boolean[range.size()]);
                add(own, whole, holes, new Stay(range, span.start(), end), bandwidth);
            }
        }
        missing.forEach((line, holes) -> {
            Track whole = tracks.get(line);
            if (whole != null) {
                finish(whole, holes, line.resource().isBandwidth());
            }
        });
        return tracks;
    }

    private static void read(Track track, ServiceSpan span, Map<RawUsage.Key, RawUsage.Values> raw, int from, int to) {
        Arrays.fill(track.inService, from, to, true);
        if (!span.resource().isBandwidth()) {
            var values = raw.get(new RawUsage.Key(span.node(), new Channel(span.resource(), Channel.NONE)));
            if (values != null) {
                System.arraycopy(values.values, from, track.used, from, to - from);
                System.arraycopy(values.invalid, 0, track.invalid, 0, track.invalid.length);
            }
            return;
        }
        String link = span.resource().link();
        var received = raw.get(new RawUsage.Key(span.node(), Channel.received(link)));
        var transmitted = raw.get(new RawUsage.Key(span.node(), Channel.transmitted(link)));
        if (received != null && transmitted != null) {
            for (int slot = from; slot < to; slot++) {
                float in = received.values[slot];
                float out = transmitted.values[slot];
                if (!Float.isNaN(in) && !Float.isNaN(out)) {
                    track.received[slot] = in;
                    track.transmitted[slot] = out;
                    track.used[slot] = Math.max(in, out);
                }
            }
            System.arraycopy(received.invalid, 0, track.invalid, 0, track.invalid.length);
        }
    }

    private static void add(Track own, Track whole, boolean[] holes, Stay stay, boolean bandwidth) {
        for (int slot = stay.first(); slot < stay.end(); slot++) {
            whole.inService[slot] = true;
            float share = stay.shareOf(slot);
            if (Float.isNaN(own.used[slot])) {
                holes[slot] = true;
            } else if (bandwidth) {
                whole.received[slot] = sum(whole.received[slot], share * own.received[slot]);
                whole.transmitted[slot] = sum(whole.transmitted[slot], share * own.transmitted[slot]);
            } else {
                whole.used[slot] = sum(whole.used[slot], share * own.used[slot]);
            }
        }
        for (int day = 0; day < whole.invalid.length; day++) {
            whole.invalid[day] += own.invalid[day];
        }
    }

    private static float sum(float known, float more) {
        return Float.isNaN(known) ? more : known + more;
    }

    private static void finish(Track whole, boolean[] holes, boolean bandwidth) {
        for (int slot = 0; slot < holes.length; slot++) {
            if (holes[slot]) {
                whole.used[slot] = Float.NaN;
                if (bandwidth) {
                    whole.received[slot] = Float.NaN;
                    whole.transmitted[slot] = Float.NaN;
                }
            } else if (bandwidth) {
                whole.used[slot] = Math.max(whole.received[slot], whole.transmitted[slot]);
            }
        }
    }

    private List<LocalDate> days(Range affected, Set<LocalDate> utcDaysWithData) {
        LocalDate last = Slots.localDay(affected.to() - 1, zone);
        var days = new ArrayList<LocalDate>();
        for (LocalDate day = Slots.localDay(affected.from(), zone); !day.isAfter(last); day = day.plusDays(1)) {
            Range slots = Slots.of(day, zone);
            if (!slots.isEmpty()
                    && (utcDaysWithData.contains(slots.firstUtcDay())
                            || utcDaysWithData.contains(slots.lastUtcDay()))) {
                days.add(day);
            }
        }
        return days;
    }

    private static Set<LocalDate> daysWithData(Range range, Map<RawUsage.Key, RawUsage.Values> raw) {
        var days = new HashSet<LocalDate>();
        for (var values : raw.values()) {
            for (int day = 0; day < values.invalid.length; day++) {
                LocalDate date = range.firstUtcDay().plusDays(day);
                if (!days.contains(date) && hasAnyValue(values.values, day)) {
                    days.add(date);
                }
            }
        }
        return days;
    }

    private static boolean hasAnyValue(float[] values, int day) {
        for (int slot = day * Slots.PER_DAY; slot < (day + 1) * Slots.PER_DAY; slot++) {
            if (!Float.isNaN(values[slot])) {
                return true;
            }
        }
        return false;
    }
}

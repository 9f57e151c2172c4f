package dev.headroom.usage;

import dev.headroom.inventory.Links;
import dev.headroom.inventory.PoolMove;
import dev.headroom.units.Resource;
import dev.headroom.usage.InterfaceSelection.Traffic;
import dev.headroom.usage.InterfaceSelection.Verdict;
import dev.headroom.usage.Slots.Range;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one set of labels reported within a range of slots. A node may have several: one after another where it was
 * re-imaged or moved, and several at once where it is scraped twice.
 *
 * <p>Impossible values are left out and counted, never cut down to what is possible: a negative one, more CPU or memory
 * than there is, more traffic than the interface's speed. The five minutes after an impossible rate are left out too,
 * as they are taken from the same broken counter.
 */
final class Source {

    private static final double TOLERANCE = 1.05;

    /** No interface of today is faster than 1.6 Tbit/s. */
    private static final double FASTEST = 2e12;

    /** Below this, in bits per second, an interface without a known speed does no work that needs one. */
    private static final double IDLE = 1000;

    private final Map<String, String> labels;
    private final Range range;
    private final Map<Channel, float[]> values = new HashMap<>();
    private final Map<Resource, double[]> capacities = new HashMap<>(); // hourly; 0 is unknown, NaN is no reading
    private final Map<Resource, int[]> invalid = new HashMap<>(); // by UTC day
    private final Map<String, Device> devices = new TreeMap<>();
    private final Map<String, Verdict> verdicts = new TreeMap<>();
    private float @Nullable [] scrapes; // in each slot; null where they can't be told

    private static final class Device {
        final float[] received;
        final float[] transmitted;
        final double[] speed; // hourly, bits per second; 0 is unknown, NaN is no reading

        Device(Range range) {
            received = empty(range.size());
            transmitted = empty(range.size());
            speed = new double[hours(range)];
            Arrays.fill(speed, Double.NaN);
        }
    }

    Source(Map<String, String> labels, Range range) {
        this.labels = labels;
        this.range = range;
    }

    /** Returns the number of hours that a range of whole hours has. */
    static int hours(Range range) {
        return range.size() / Slots.PER_HOUR;
    }

    String label(String name) {
        return labels.getOrDefault(name, "");
    }

    Map<Channel, float[]> values() {
        return values;
    }

    Map<Resource, double[]> capacities() {
        return capacities;
    }

    Map<Resource, int[]> invalid() {
        return invalid;
    }

    /** Returns the newest day's verdict on each interface. */
    Map<String, Verdict> verdicts() {
        return verdicts;
    }

    /** Returns how many scrapes there were in each slot, NaN where there was none; null where they can't be told. */
    float @Nullable [] scrapes() {
        return scrapes;
    }

    void putScrapes(float[] counts) {
        scrapes = counts;
    }

    void put(Channel channel, float[] read) {
        values.put(channel, read);
    }

    void putCapacity(Resource resource, double[] hourly) {
        capacities.put(resource, hourly);
    }

    void putReceived(String device, float[] bitsPerSecond) {
        System.arraycopy(bitsPerSecond, 0, device(device).received, 0, bitsPerSecond.length);
    }

    void putTransmitted(String device, float[] bitsPerSecond) {
        System.arraycopy(bitsPerSecond, 0, device(device).transmitted, 0, bitsPerSecond.length);
    }

    void putSpeed(String device, double[] bitsPerSecond) {
        Device known = devices.get(device);
        if (known != null) {
            for (int hour = 0; hour < known.speed.length; hour++) {
                known.speed[hour] = Double.isNaN(bitsPerSecond[hour]) ? Double.NaN : Math.max(0, bitsPerSecond[hour]);
            }
        }
    }

    /**
     * Leaves out what is impossible, and adds the interfaces up to the links of its pool.
     *
     * @param move where an operator put the node; null where its labels say the pool
     */
    void settle(Links links, @Nullable PoolMove move) {
        leaveOutWhatNobodyScraped();
        check(Channel.CPU);
        check(Channel.MEMORY);
        check(Channel.DISK);
        var labelled = new InterfaceSelection(links.in(NodeReadings.pool(this)));
        var moved = move == null ? labelled : new InterfaceSelection(links.in(move.pool()));
        int since =
                move == null ? range.size() : (int) Math.clamp(Slots.at(move.since()) - range.from(), 0, range.size());
        Range days = range.wholeUtcDays();
        for (long day = days.from(); day < days.to(); day += Slots.PER_DAY) {
            int from = (int) Math.max(0, day - range.from());
            int to = (int) Math.min(range.size(), day + Slots.PER_DAY - range.from());
            settleDay(labelled, from, Math.min(to, since));
            settleDay(moved, Math.max(from, since), to);
        }
    }

    /** Returns mean raw traffic of an interface over the whole range: received, transmitted; 0 where there is none. */
    double[] meanTraffic(String device) {
        Device known = device(device);
        return new double[] {mean(known.received, 0, range.size()), mean(known.transmitted, 0, range.size())};
    }

    /** Returns the newest known speed of an interface in bits per second; null where unknown. */
    @Nullable
    Double speed(String device) {
        double[] speed = device(device).speed;
        for (int hour = speed.length - 1; hour >= 0; hour--) {
            if (!Double.isNaN(speed[hour])) {
                return speed[hour] > 0 ? speed[hour] : null;
            }
        }
        return null;
    }

    /** A store may answer 0 for the five minutes after the last scrape, as if nothing had gone on then. */
    private void leaveOutWhatNobodyScraped() {
        float[] counts = scrapes;
        if (counts == null) {
            return;
        }
        for (int slot = 0; slot < counts.length; slot++) {
            if (!(counts[slot] > 0)) {
                for (float[] read : values.values()) {
                    read[slot] = Float.NaN;
                }
                for (Device device : devices.values()) {
                    device.received[slot] = Float.NaN;
                    device.transmitted[slot] = Float.NaN;
                }
            }
        }
    }

    private void settleDay(InterfaceSelection selection, int from, int to) {
        if (from >= to) {
            return;
        }
        var traffic = devices.entrySet().stream()
                .filter(entry -> hasAny(entry.getValue(), from, to))
                .map(entry -> new Traffic(entry.getKey(), entry.getValue().received, entry.getValue().transmitted))
                .toList();
        var judged = selection.select(traffic, from, to);
        verdicts.putAll(judged);
        Set<String> spare = spareMembers(judged, from, to);
        judged.forEach((name, verdict) -> {
            if (verdict.link() != null) {
                Device device = device(name);
                add(device.received, Channel.received(verdict.link()), device.speed, from, to);
                add(device.transmitted, Channel.transmitted(verdict.link()), device.speed, from, to);
                if (!spare.contains(name)) {
                    addSpeed(verdict.link(), device, from, to);
                }
            }
        });
    }

    /** Returns the idle members of bonds that are no faster than the one that carries all: they only stand by. */
    private Set<String> spareMembers(Map<String, Verdict> judged, int from, int to) {
        var spare = new HashSet<String>();
        judged.forEach((bond, verdict) -> {
            var carrying = verdict.members().stream()
                    .filter(member -> works(device(member), from, to))
                    .toList();
            Double ofBond = speed(bond);
            Double ofOne = carrying.size() == 1 ? speed(carrying.getFirst()) : null;
            if (ofBond != null && ofOne != null && ofBond <= ofOne) {
                spare.addAll(verdict.members());
                spare.removeAll(carrying);
            }
        });
        return spare;
    }

    private static boolean works(Device device, int from, int to) {
        return mean(device.received, from, to) + mean(device.transmitted, from, to) > IDLE;
    }

    private void add(float[] rates, Channel channel, double[] speed, int from, int to) {
        float[] sums = values.computeIfAbsent(channel, key -> empty(range.size()));
        boolean broken = from > 0 && !isPossible(rates[from - 1], speed, from - 1);
        for (int slot = from; slot < to; slot++) {
            float rate = rates[slot];
            if (Float.isNaN(rate)) {
                broken = false;
                continue;
            }
            boolean possible = isPossible(rate, speed, slot);
            if (broken || !possible) {
                count(channel.resource(), slot);
                sums[slot] = Float.NEGATIVE_INFINITY; // whatever is added, it stays so until the end
            } else {
                sums[slot] = Float.isNaN(sums[slot]) ? rate : sums[slot] + rate;
            }
            broken = !possible;
        }
    }

    private static boolean isPossible(float rate, double[] speed, int slot) {
        double limit = limit(speed, slot);
        return Float.isNaN(rate) || (rate >= 0 && rate <= (limit > 0 ? limit * TOLERANCE : FASTEST));
    }

    private void addSpeed(String link, Device device, int from, int to) {
        double[] sums = capacities.computeIfAbsent(Resource.bandwidth(link), key -> {
            var none = new double[hours(range)];
            Arrays.fill(none, Double.NaN);
            return none;
        });
        boolean works = works(device, from, to);
        for (int hour = from / Slots.PER_HOUR; hour < to / Slots.PER_HOUR; hour++) {
            double speed = device.speed[hour];
            if (speed > 0) {
                sums[hour] = Double.isNaN(sums[hour]) ? speed : sums[hour] == 0 ? 0 : sums[hour] + speed;
            } else if (works && (speed == 0 || !Double.isNaN(sums[hour]))) {
                sums[hour] = 0;
            }
        }
    }

    private void check(Channel channel) {
        float[] read = values.get(channel);
        if (read == null) {
            return;
        }
        double[] capacity = capacities.get(channel.resource());
        for (int slot = 0; slot < read.length; slot++) {
            double limit = capacity == null ? 0 : limit(capacity, slot);
            if (read[slot] < 0 || (limit > 0 && read[slot] > limit * TOLERANCE)) {
                read[slot] = Float.NaN;
                count(channel.resource(), slot);
            }
        }
    }

    /** Returns the larger of the readings around a slot, or the nearest one before or after; 0 where there is none. */
    private static double limit(double[] hourly, int slot) {
        int hour = slot / Slots.PER_HOUR;
        double around = larger(hourly[hour], hour + 1 < hourly.length ? hourly[hour + 1] : Double.NaN);
        for (int away = 1; around <= 0 && away < hourly.length; away++) {
            around = larger(
                    hour - away >= 0 ? hourly[hour - away] : Double.NaN,
                    hour + 1 + away < hourly.length ? hourly[hour + 1 + away] : Double.NaN);
        }
        return around;
    }

    private static double larger(double one, double other) {
        return Math.max(Double.isNaN(one) ? 0 : one, Double.isNaN(other) ? 0 : other);
    }

    private void count(Resource resource, int slot) {
        int day = (int) (Slots.utcDay(range.from() + slot).toEpochDay()
                - range.firstUtcDay().toEpochDay());
        invalid.computeIfAbsent(resource, key -> new int[range.utcDays()])[day]++;
    }

    private Device device(String name) {
        return devices.computeIfAbsent(name, key -> new Device(range));
    }

    private static boolean hasAny(Device device, int from, int to) {
        for (int slot = from; slot < to; slot++) {
            if (!Float.isNaN(device.received[slot]) || !Float.isNaN(device.transmitted[slot])) {
                return true;
            }
        }
        return false;
    }

    private static double mean(float[] rates, int from, int to) {
        double sum = 0;
        int count = 0;
        for (int slot = from; slot < to; slot++) {
            if (rates[slot] >= 0 && rates[slot] <= FASTEST) {
                sum += rates[slot];
                count++;
            }
        }
        return count == 0 ? 0 : sum / count;
    }

    static float[] empty(int size) {
        var values = new float[size];
        Arrays.fill(values, Float.NaN);
        return values;
    }
}

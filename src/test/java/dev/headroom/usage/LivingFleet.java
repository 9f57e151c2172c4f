package dev.headroom.usage;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Machines whose load flows in continuous time, and scrapers that look at them once a minute, each at its own second, not
 * quite on time and now and then not at all. What is true of any five minutes is the integral over them.
 */
final class LivingFleet {

    private static final int STEP = 5;
    private static final double DAY = 86_400;
    private static final double PEAK = 1800;

    private final Instant start;
    private final int seconds;
    private final StringBuilder lines = new StringBuilder();
    private final List<long[]> outages = new ArrayList<>();

    LivingFleet(Instant start, Instant end) {
        this.start = start;
        this.seconds = Math.toIntExact(Duration.between(start, end).toSeconds());
    }

    String lines() {
        return lines.toString();
    }

    int slots() {
        return seconds / Slots.SECONDS;
    }

    /** Makes all scrapers look away. */
    void outage(Instant from, Instant to) {
        outages.add(new long[] {second(from), second(to)});
    }

    long second(Instant moment) {
        return Duration.between(start, moment).toSeconds();
    }

    /** A load between {@code low} and {@code high} by day, with a peak of an hour somewhere in each day. */
    Flow flow(long seed, double low, double high) {
        return new Flow(seed, low, high);
    }

    Target target(Instant from, Instant to, int offset, String... labels) {
        return new Target(second(from), second(to), offset, labels);
    }

    final class Flow {
        private final double[] integral;

        private Flow(long seed, double low, double high) {
            var random = new SplittableRandom(seed);
            double phase = random.nextDouble();
            double peak = random.nextDouble(DAY);
            integral = new double[seconds / STEP + 2];
            for (int i = 1; i < integral.length; i++) {
                double t = (i - 0.5) * STEP;
                double wave = 0.5 + 0.5 * Math.sin(2 * Math.PI * (t / DAY + phase)) + 0.06 * Math.sin(t / 997);
                double fromPeak = (Math.floorMod((long) (t - peak), (long) DAY) - DAY / 2) / PEAK;
                double bump = 0.35 * Math.exp(-fromPeak * fromPeak);
                integral[i] = integral[i - 1] + STEP * (low + (high - low) * (0.7 * Math.max(0, wave) + bump));
            }
        }

        private Flow(double[] integral) {
            this.integral = integral;
        }

        Flow plus(Flow other) {
            var sum = new double[integral.length];
            Arrays.setAll(sum, i -> integral[i] + other.integral[i]);
            return new Flow(sum);
        }

        Flow times(double factor) {
            return new Flow(Arrays.stream(integral).map(value -> value * factor).toArray());
        }

        double total(double second) {
            int below = (int) (second / STEP);
            double share = second / STEP - below;
            return integral[below] + (share == 0 ? 0 : share * (integral[below + 1] - integral[below]));
        }

        double mean(double from, double to) {
            return (total(to) - total(from)) / (to - from);
        }

        double now(double second) {
            double from = Math.clamp(second - STEP, 0, seconds - 2.0 * STEP);
            return mean(from, from + 2 * STEP);
        }

        /** Returns the mean of each slot over what of it is within [from, to); NaN outside. */
        double[] seen(long from, long to) {
            var seen = new double[slots()];
            for (int slot = 0; slot < seen.length; slot++) {
                long begin = Math.max((long) slot * Slots.SECONDS, from);
                long end = Math.min((slot + 1L) * Slots.SECONDS, to);
                seen[slot] = begin < end ? mean(begin, end) : Double.NaN;
            }
            return seen;
        }

        /** Returns the mean of each slot, weighted by the share of it within [from, to); NaN outside. */
        double[] truth(long from, long to) {
            var truth = new double[slots()];
            for (int slot = 0; slot < truth.length; slot++) {
                long begin = Math.max((long) slot * Slots.SECONDS, from);
                long end = Math.min((slot + 1L) * Slots.SECONDS, to);
                truth[slot] = begin < end ? (total(end) - total(begin)) / Slots.SECONDS : Double.NaN;
            }
            return truth;
        }
    }

    /** What is scraped under one set of labels. */
    final class Target {
        private final long from;
        private final long to;
        private final SplittableRandom random;
        private final Map<String, String> labels = new LinkedHashMap<>();
        private final long[] scrapes;
        private long boot = Long.MIN_VALUE;
        private boolean doubled;

        private Target(long from, long to, int offset, String... labels) {
            this.from = from;
            this.to = to;
            this.random = new SplittableRandom(offset);
            for (int i = 0; i < labels.length; i += 2) {
                this.labels.put(labels[i], labels[i + 1]);
            }
            var moments = new ArrayList<Long>();
            for (long second = offset; second < seconds; second += 60) {
                long millis = second * 1000 + random.nextLong(-900, 900);
                boolean away = outages.stream().anyMatch(gap -> inside(millis, gap[0], gap[1]));
                if (inside(millis, from, to) && !away && random.nextDouble() > 0.02) {
                    moments.add(millis);
                }
            }
            scrapes = moments.stream().mapToLong(Long::longValue).toArray();
        }

        Target reboot(Instant at) {
            boot = second(at);
            return this;
        }

        /** Sends each sample twice, the copy a few milliseconds later. */
        Target doubled() {
            doubled = true;
            return this;
        }

        Target cpu(int cores, Flow used) {
            for (int core = 0; core < cores; core++) {
                double share = 1.0 / cores;
                for (var mode : Map.of("user", 0.5, "system", 0.2, "softirq", 0.1, "steal", 0.2)
                        .entrySet()) {
                    counter(
                            "node_cpu_seconds_total",
                            second -> used.total(second) * share * mode.getValue(),
                            Map.of("cpu", core + "", "mode", mode.getKey()));
                }
                counter("node_cpu_seconds_total", second -> 0.3 * second, Map.of("cpu", core + "", "mode", "iowait"));
                counter("node_cpu_seconds_total", second -> 0.1 * second, Map.of("cpu", core + "", "mode", "idle"));
            }
            return this;
        }

        Target memory(double total, Flow used) {
            gauge("node_memory_MemTotal_bytes", second -> total, Map.of());
            gauge("node_memory_MemAvailable_bytes", second -> Math.rint(total - used.now(second)), Map.of());
            return this;
        }

        Target network(String device, Flow in, Flow out) {
            var named = Map.of("device", device);
            counter("node_network_receive_bytes_total", second -> in.total(second) / 8, named);
            counter("node_network_transmit_bytes_total", second -> out.total(second) / 8, named);
            return this;
        }

        /** Two counters that go astray by 471 Tbit/s for one scrape and come back. */
        Target strayingNetwork(String device, Flow in, Flow out, Instant at) {
            long stray = second(at);
            var named = Map.of("device", device);
            counter(
                    "node_network_receive_bytes_total",
                    second -> in.total(second) / 8 + (Math.abs(second - stray) < 30 ? 471e12 / 8 * 60 : 0),
                    named);
            counter("node_network_transmit_bytes_total", second -> out.total(second) / 8, named);
            return this;
        }

        Target speed(String device, double bytesPerSecond) {
            gauge("node_network_speed_bytes", second -> bytesPerSecond, Map.of("device", device));
            return this;
        }

        private void counter(String metric, Value count, Map<String, String> extra) {
            double before = boot == Long.MIN_VALUE ? 0 : count.at(boot);
            gauge(
                    metric,
                    second -> Math.rint((boot != Long.MIN_VALUE && second >= boot
                                            ? count.at(second) - before
                                            : 5_000 + count.at(second))
                                    * 1000)
                            / 1000,
                    extra);
        }

        private void gauge(String metric, Value value, Map<String, String> extra) {
            if (scrapes.length == 0) {
                return;
            }
            var values = new StringBuilder();
            var times = new StringBuilder();
            for (long millis : scrapes) {
                for (int copy = 0; copy < (doubled ? 2 : 1); copy++) {
                    values.append(values.isEmpty() ? "" : ",").append(value.at(millis / 1000.0));
                    times.append(times.isEmpty() ? "" : ",").append(start.toEpochMilli() + millis + 7 * copy);
                }
            }
            lines.append("{\"metric\":{\"__name__\":\"").append(metric).append('"');
            labels.forEach((name, text) -> label(name, text));
            extra.forEach((name, text) -> label(name, text));
            lines.append("},\"values\":[").append(values).append("],\"timestamps\":[");
            lines.append(times).append("]}\n");
        }

        private void label(String name, String text) {
            lines.append(",\"").append(name).append("\":\"");
            lines.append(text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"));
            lines.append('"');
        }

        private static boolean inside(long millis, long from, long to) {
            return millis >= from * 1000 && millis < to * 1000;
        }
    }

    private interface Value {
        double at(double second);
    }
}

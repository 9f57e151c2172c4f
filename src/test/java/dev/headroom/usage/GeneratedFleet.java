package dev.headroom.usage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;

/**
 * Writes scrapes, one a minute, of servers whose true usage is known slot by slot, in VictoriaMetrics' import format.
 */
final class GeneratedFleet {

    static final int SCRAPES_PER_SLOT = 5;

    private final long start; // epoch seconds of the first slot
    private final int slots;
    private final StringBuilder lines = new StringBuilder();

    GeneratedFleet(Instant start, int slots) {
        this.start = start.getEpochSecond();
        this.slots = slots;
    }

    int slots() {
        return slots;
    }

    String lines() {
        return lines.toString();
    }

    /** Returns a usage with a daily and a weekly rhythm, noise and bursts, between 0 and 1. */
    double[] rhythm(long seed) {
        var random = new SplittableRandom(seed);
        var values = new double[slots];
        for (int slot = 0; slot < slots; slot++) {
            double day = Math.sin(2 * Math.PI * (slot + seed * 7 % 288) / 288.0);
            double burst = random.nextDouble() < 0.01 ? 0.2 : 0;
            values[slot] = 0.4 + 0.2 * day + 0.05 * random.nextDouble() + burst;
        }
        return values;
    }

    static double[] times(double factor, double[] values) {
        return Arrays.stream(values).map(value -> value * factor).toArray();
    }

    /** Starts describing what a set of labels reports within [from, to) of the slots. */
    Scrape scrape(int from, int to, String... labels) {
        var map = new LinkedHashMap<String, String>();
        for (int i = 0; i < labels.length; i += 2) {
            map.put(labels[i], labels[i + 1]);
        }
        return new Scrape(from, to, map);
    }

    final class Scrape {
        private final int from;
        private final int to;
        private final Map<String, String> labels;
        private final List<int[]> gaps = new ArrayList<>();
        private final List<Integer> resets = new ArrayList<>();
        private boolean twice;

        private Scrape(int from, int to, Map<String, String> labels) {
            this.from = from;
            this.to = to;
            this.labels = labels;
        }

        double[] rhythm(long seed) {
            return GeneratedFleet.this.rhythm(seed);
        }

        /** Leaves out the scrapes of [first, last) slots. */
        Scrape silent(int first, int last) {
            gaps.add(new int[] {first, last});
            return this;
        }

        /** Makes counters start from zero in the middle of a slot. */
        Scrape reboot(int slot) {
            resets.add(slot);
            return this;
        }

        /** Sends each sample twice. */
        Scrape duplicated() {
            twice = true;
            return this;
        }

        Scrape cpu(int cores, double[] used) {
            for (int core = 0; core < cores; core++) {
                double share = 1.0 / cores;
                double[] busy = times(share, used);
                counter("node_cpu_seconds_total", busy, 0.6, "cpu", core + "", "mode", "user");
                counter("node_cpu_seconds_total", busy, 0.3, "cpu", core + "", "mode", "system");
                counter("node_cpu_seconds_total", busy, 0.1, "cpu", core + "", "mode", "steal");
                var idle = Arrays.stream(busy).map(b -> 1 - b).toArray();
                counter("node_cpu_seconds_total", idle, 0.8, "cpu", core + "", "mode", "idle");
                counter("node_cpu_seconds_total", idle, 0.2, "cpu", core + "", "mode", "iowait");
            }
            return this;
        }

        Scrape memory(double total, double[] used) {
            gauge("node_memory_MemTotal_bytes", slot -> total);
            gauge("node_memory_MemAvailable_bytes", slot -> total - used[slot]);
            return this;
        }

        Scrape network(String device, double[] received, double[] transmitted) {
            counter("node_network_receive_bytes_total", times(0.125, received), 1, "device", device);
            counter("node_network_transmit_bytes_total", times(0.125, transmitted), 1, "device", device);
            return this;
        }

        /** A counter that jumps up by a million gigabytes within a slot, and stays there. */
        Scrape jumpingNetwork(String device, double[] received, double[] transmitted, int slot) {
            double[] jumped = times(0.125, received);
            jumped[slot] += 1e15 / 300;
            counter("node_network_receive_bytes_total", jumped, 1, "device", device);
            counter("node_network_transmit_bytes_total", times(0.125, transmitted), 1, "device", device);
            return this;
        }

        Scrape speed(String device, double bytesPerSecond) {
            gauge("node_network_speed_bytes", slot -> bytesPerSecond, "device", device);
            return this;
        }

        private void counter(String metric, double[] perSecond, double factor, String... extra) {
            var values = new StringBuilder();
            var times = new StringBuilder();
            double count = 1000 + start % 7919;
            for (int scrape = from * SCRAPES_PER_SLOT; scrape <= to * SCRAPES_PER_SLOT; scrape++) {
                int slot = scrape / SCRAPES_PER_SLOT;
                if (scrape > from * SCRAPES_PER_SLOT) {
                    count += perSecond[(scrape - 1) / SCRAPES_PER_SLOT] * factor * 60;
                }
                if (resets.contains(slot) && scrape % SCRAPES_PER_SLOT == 2) {
                    count = perSecond[slot] * factor * 60; // counted since the reboot, a minute ago
                }
                append(values, times, scrape, count);
            }
            line(metric, values, times, extra);
        }

        private void gauge(String metric, IntToDoubleFunction value, String... extra) {
            var values = new StringBuilder();
            var times = new StringBuilder();
            for (int scrape = from * SCRAPES_PER_SLOT; scrape < to * SCRAPES_PER_SLOT; scrape++) {
                append(values, times, scrape, value.applyAsDouble(scrape / SCRAPES_PER_SLOT));
            }
            line(metric, values, times, extra);
        }

        private void append(StringBuilder values, StringBuilder times, int scrape, double value) {
            int slot = scrape / SCRAPES_PER_SLOT;
            if (gaps.stream().anyMatch(gap -> slot >= gap[0] && slot < gap[1])) {
                return;
            }
            for (int copy = 0; copy < (twice ? 2 : 1); copy++) {
                String comma = values.isEmpty() ? "" : ",";
                values.append(comma).append(value == Math.rint(value) ? Long.toString((long) value) : value + "");
                times.append(comma).append((start + scrape * 60L) * 1000);
            }
        }

        private void line(String metric, StringBuilder values, StringBuilder times, String... extra) {
            lines.append("{\"metric\":{\"__name__\":\"").append(metric).append('"');
            labels.forEach((name, value) -> lines.append(",\"")
                    .append(name)
                    .append("\":\"")
                    .append(escaped(value))
                    .append('"'));
            for (int i = 0; i < extra.length; i += 2) {
                lines.append(",\"")
                        .append(extra[i])
                        .append("\":\"")
                        .append(extra[i + 1])
                        .append('"');
            }
            lines.append("},\"values\":[")
                    .append(values)
                    .append("],\"timestamps\":[")
                    .append(times)
                    .append("]}\n");
        }

        private static String escaped(String text) {
            var escaped = new StringBuilder();
            text.chars().forEach(c -> {
                if (c == '"' || c == '\\') {
                    escaped.append('\\').append((char) c);
                } else if (c < 32) {
                    escaped.append(String.format(Locale.ROOT, "\\u%04x", c));
                } else {
                    escaped.append((char) c);
                }
            });
            return escaped.toString();
        }
    }
}

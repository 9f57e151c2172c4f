package dev.headroom.usage;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.headroom.metrics.MetricStore;
import dev.headroom.testing.TestClock;
import dev.headroom.testing.TestDatabase;
import dev.headroom.testing.TestMetricStore;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * What collecting costs over what the store itself takes for the same questions; see {@code bench/README.md}. It prints a
 * row for the fleet of {@code -Dbench.nodes}, and runs by name only.
 */
class CollectBench {

    private static final int NODES = Integer.getInteger("bench.nodes", 10);
    private static final int DAYS = Integer.getInteger("bench.days", 30);
    private static final int SCRAPE_SECONDS = Integer.getInteger("bench.scrape", 60);
    private static final int CORES = Integer.getInteger("bench.cores", 16);
    /** Those of a node_exporter. */
    private static final List<String> MODES =
            List.of("user", "nice", "system", "idle", "iowait", "irq", "softirq", "steal");

    private static final int WARM_UP_POLLS = 8; // by then the JVM has compiled what a poll runs
    private static final int POLLS = 5;
    private static final int CURLS_AT_ONCE = 2;

    private static final Instant END = Instant.parse("2026-03-02T00:00:00Z");
    private static final Instant START = END.minus(Duration.ofDays(DAYS)).minus(Duration.ofHours(2));

    private final ListAppender<ILoggingEvent> asked = new ListAppender<>();

    private record Cost(double wall, double curl) {
        double ratio() {
            return wall / curl;
        }
    }

    @Test
    void measure() throws Exception {
        try (var store = TestMetricStore.victoriaMetrics()) {
            fill(store);
            forgetPeaks();
            var clock = new TestClock(END.plus(Duration.ofMinutes(6)));
            Cost cold;
            double storeCpu;
            long heap;
            try (var collector = collector(store, clock)) {
                Duration before = store.cpu();
                double wall = poll(collector);
                storeCpu = store.cpu().minus(before).toMillis() / 1000.0;
                heap = peakHeap();
                cold = new Cost(wall, seconds(() -> replay(store)));
            }
            try (var collector = collector(store, clock)) {
                var warm = new Cost(poll(collector), seconds(() -> replay(store)));
                var polls = new ArrayList<Cost>();
                for (int poll = 0; poll < WARM_UP_POLLS + POLLS; poll++) {
                    clock.advance(Duration.ofHours(1));
                    var cost = new Cost(poll(collector), seconds(() -> replay(store)));
                    if (poll >= WARM_UP_POLLS) {
                        polls.add(cost);
                    }
                }
                long rows = collector
                        .jdbc()
                        .queryForObject(
                                "select (select count(*) from daily_usage) + (select count(*) from hourly_usage)"
                                        + " + (select count(*) from five_minute_usage)",
                                Long.class);
                print(polls, cold, warm, heap, rows, storeCpu);
            }
        }
    }

    private Collector collector(TestMetricStore store, TestClock clock) {
        var collector = Collector.start(
                store.url(),
                TestDatabase.create(),
                clock,
                "headroom.backfill-days=" + DAYS,
                "logging.level.dev.headroom.metrics=debug");
        listen();
        return collector;
    }

    private double poll(Collector collector) {
        asked.list.clear();
        return seconds(collector::poll);
    }

    private static void print(List<Cost> polls, Cost cold, Cost warm, long heap, long rows, double storeCpu) {
        System.out.printf(
                Locale.ROOT,
                "RESULT | %d | %.2f | %.2f | %.2f | %.1f | %.1f | %.2f | %.1f | %.1f | %.2f | %d | %.3f | %d | %.1f |%n",
                NODES,
                median(polls.stream().mapToDouble(Cost::wall).toArray()),
                median(polls.stream().mapToDouble(Cost::curl).toArray()),
                median(polls.stream().mapToDouble(Cost::ratio).toArray()),
                cold.wall(),
                cold.curl(),
                cold.ratio(),
                warm.wall(),
                warm.curl(),
                warm.ratio(),
                heap >> 20,
                warm.wall() / NODES,
                rows / NODES,
                storeCpu);
    }

    /** Copies one server's history to as many nodes as are wanted, in the store's own format. */
    private static void fill(TestMetricStore store) {
        byte[] server;
        try (var template = TestMetricStore.victoriaMetrics()) {
            template.importJson(server());
            template.flush();
            server = template.bytes("/api/v1/export/native?match[]=%7B__name__!=%22%22%7D");
        }
        for (int node = 0; node < NODES; node++) {
            String name = "node-%04d".formatted(node);
            store.post("/api/v1/import/native?extra_label=instance=" + name + ":9100&extra_label=job=bench", server);
        }
        store.flush();
    }

    private static String server() {
        int slots = (int) (Duration.between(START, END.plus(Duration.ofHours(1L + WARM_UP_POLLS + POLLS)))
                        .toSeconds()
                / SCRAPE_SECONDS);
        var times = new StringBuilder();
        for (int i = 0; i < slots; i++) {
            times.append(i == 0 ? "" : ",").append((START.getEpochSecond() + (long) i * SCRAPE_SECONDS) * 1000);
        }
        var lines = new StringBuilder();
        var random = new SplittableRandom(1);
        for (int core = 0; core < CORES; core++) {
            for (String mode : MODES) {
                String labels = ",\"cpu\":\"" + core + "\",\"mode\":\"" + mode + "\"";
                counter(
                        lines,
                        "node_cpu_seconds_total" + labels,
                        times,
                        slots,
                        SCRAPE_SECONDS / (double) MODES.size(),
                        random);
            }
        }
        for (String device : List.of("eth0", "eth1", "wg0", "lxc1")) {
            String label = ",\"device\":\"" + device + "\"";
            counter(lines, "node_network_receive_bytes_total" + label, times, slots, SCRAPE_SECONDS * 1e7, random);
            counter(lines, "node_network_transmit_bytes_total" + label, times, slots, SCRAPE_SECONDS * 2e7, random);
            constant(lines, "node_network_speed_bytes" + label, times, slots, 1_250_000_000L);
        }
        constant(lines, "node_memory_MemTotal_bytes", times, slots, 68_719_476_736L);
        line(
                lines,
                "node_memory_MemAvailable_bytes",
                times,
                slots,
                i -> 30_000_000_000L + random.nextLong(4_000_000_000L));
        return lines.toString();
    }

    private interface Values {
        double at(int index);
    }

    private static void counter(
            StringBuilder lines, String series, CharSequence times, int count, double each, SplittableRandom random) {
        var sum = new double[1];
        line(lines, series, times, count, i -> sum[0] += Math.rint(each * 100 * (0.5 + random.nextDouble())) / 100);
    }

    private static void constant(StringBuilder lines, String series, CharSequence times, int count, long value) {
        line(lines, series, times, count, i -> value);
    }

    private static void line(StringBuilder lines, String series, CharSequence times, int count, Values values) {
        int labels = series.indexOf(',');
        String name = labels < 0 ? series : series.substring(0, labels);
        lines.append("{\"metric\":{\"__name__\":\"").append(name).append('"');
        lines.append(labels < 0 ? "" : series.substring(labels)).append("},\"values\":[");
        for (int i = 0; i < count; i++) {
            double value = values.at(i);
            lines.append(i == 0 ? "" : ",");
            if (value == Math.rint(value)) {
                lines.append((long) value);
            } else {
                lines.append(Math.rint(value * 100) / 100);
            }
        }
        lines.append("],\"timestamps\":[").append(times).append("]}\n");
    }

    private void listen() {
        asked.start();
        var logger = (Logger) LoggerFactory.getLogger(MetricStore.class);
        logger.setLevel(Level.DEBUG);
        logger.setAdditive(false);
        logger.addAppender(asked);
    }

    /** Asks with curl what was asked since the list was cleared last, as many questions at once. */
    private Void replay(TestMetricStore store) throws Exception {
        try (var threads = Executors.newFixedThreadPool(CURLS_AT_ONCE)) {
            var calls = new ArrayList<Callable<Integer>>();
            for (ILoggingEvent event : List.copyOf(asked.list)) {
                String form = event.getKeyValuePairs().stream()
                        .filter(pair -> pair.key.equals("form"))
                        .map(pair -> pair.value.toString())
                        .findFirst()
                        .orElseThrow();
                calls.add(() -> new ProcessBuilder(
                                "curl", "-sS", "-o", "/dev/null", "-d", form, store.url() + "/api/v1/query_range")
                        .inheritIO()
                        .start()
                        .waitFor());
            }
            for (var call : threads.invokeAll(calls)) {
                if (call.get() != 0) {
                    throw new IOException("curl failed");
                }
            }
        }
        return null;
    }

    private static double seconds(Runnable run) {
        long began = System.nanoTime();
        run.run();
        return (System.nanoTime() - began) / 1e9;
    }

    private static double seconds(Callable<?> call) throws Exception {
        long began = System.nanoTime();
        call.call();
        return (System.nanoTime() - began) / 1e9;
    }

    /** What filling the store took is no part of collecting. */
    private static void forgetPeaks() {
        System.gc();
        ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
    }

    private static long peakHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
    }

    private static double median(double[] values) {
        double[] sorted = Arrays.stream(values).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}

package dev.headroom.usage;

import dev.headroom.inventory.IdentityMark;
import dev.headroom.inventory.Inventory;
import dev.headroom.inventory.Links;
import dev.headroom.inventory.PoolMove;
import dev.headroom.metrics.MetricStore;
import dev.headroom.metrics.Series;
import dev.headroom.metrics.Series.Moments;
import dev.headroom.metrics.StoreFailure;
import dev.headroom.units.Resource;
import dev.headroom.usage.Queries.Question;
import dev.headroom.usage.Slots.Range;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Reads everything about a range of whole hours from the metric store, node by node. */
@Component
class Harvest {

    private static final long HOUR = 3600;
    private static final int BITS = 8;
    /** Characters of a list of nodes, each counted twice as it may need escaping: a store reads 16 KiB of query. */
    private static final int LONGEST_LIST = 8000;

    private static final int LONGEST_LABEL = 250;
    private static final int HASH_BYTES = 8;
    private static final Pattern PORT = Pattern.compile("(\\[[^\\]]*\\]|[^:]*):\\d+");
    private static final Pattern UNSTORABLE = Pattern.compile("[\\x00\\p{Cs}]");

    private final MetricStore store;
    private final Links links;
    private final Supplier<Map<String, PoolMove>> moves;
    private volatile int nodesAtOnce = Integer.MAX_VALUE;

    /**
     * @param nodes      by name
     * @param marks      what tells their machines
     * @param mostSeries the size of the largest answer
     */
    record Crop(Range range, Map<String, NodeReadings> nodes, Set<IdentityMark> marks, int mostSeries) {

        /** Returns about how many values were asked for. */
        long values() {
            return (long) Math.max(1, mostSeries) * range.size();
        }
    }

    /** Who was scraped: known once that is answered, and waited for only where nodes must be asked about in parts. */
    private record Instances(Future<List<Series>> scrapes) {

        List<String> all() {
            return ask(scrapes).stream()
                    .map(series -> series.label("instance"))
                    .distinct()
                    .sorted()
                    .toList();
        }
    }

    @Autowired
    Harvest(MetricStore store, Links links, Inventory inventory) {
        this(store, links, inventory::moves);
    }

    /** @param moves where operators put nodes, by name, whatever their labels say */
    Harvest(MetricStore store, Links links, Supplier<Map<String, PoolMove>> moves) {
        this.store = store;
        this.links = links;
        this.moves = moves;
    }

    /**
     * Reads a range. Rates are taken at the end of each slot, from its five minutes; memory in its middle, so that it is
     * the slot's own at either edge; what can be carried at the end of each hour, from the last that was said in it.
     *
     * @throws StoreFailure if any part of the answer is not whole
     */
    Crop read(Range range) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                return read(range, threads);
            } finally {
                threads.shutdownNow(); // where one answer failed, nobody waits for the others
            }
        }
    }

    private Crop read(Range range, ExecutorService threads) {
        var middles =
                new Moments(Slots.start(range.from()).plusSeconds(Slots.SECONDS / 2), Slots.SECONDS, range.size());
        var ends = new Moments(Slots.start(range.from() + 1), Slots.SECONDS, range.size());
        var hours = new Moments(Slots.start(range.from() + Slots.PER_HOUR), HOUR, Source.hours(range));
        var counts = new Moments(Slots.start(range.from()), Slots.SECONDS, range.size() + 1);
        var scrapes = threads.submit(() -> store.range(Question.SCRAPES.about(List.of()), counts));
        var instances = new Instances(scrapes);
        var received = threads.submit(query(Question.RECEIVED, ends, instances));
        var transmitted = threads.submit(query(Question.TRANSMITTED, ends, instances));
        var cpu = threads.submit(query(Question.CPU, ends, instances));
        var memory = threads.submit(query(Question.MEMORY, middles, instances));
        var cores = threads.submit(query(Question.CORES, hours, instances));
        var total = threads.submit(query(Question.MEMORY_TOTAL, hours, instances));
        var speed = threads.submit(query(Question.SPEED, hours, instances));
        var disk = threads.submit(query(Question.DISK, middles, instances));
        var diskTotal = threads.submit(query(Question.DISK_TOTAL, hours, instances));
        var pods = threads.submit(() -> store.range(Queries.PODS, middles));
        var marks = new MarkReadings(store, range, threads);
        var sources = new HashMap<Map<String, String>, Source>();
        each(scrapes, sources, range, (source, series) -> source.putScrapes(withoutFirst(floats(series, 1))));
        each(
                received,
                sources,
                range,
                (source, series) -> source.putReceived(series.label("device"), floats(series, BITS)));
        each(
                transmitted,
                sources,
                range,
                (source, series) -> source.putTransmitted(series.label("device"), floats(series, BITS)));
        each(cpu, sources, range, (source, series) -> source.put(Channel.CPU, floats(series, 1)));
        each(memory, sources, range, (source, series) -> source.put(Channel.MEMORY, floats(series, 1)));
        each(cores, sources, range, (source, series) -> source.putCapacity(Resource.CPU, doubles(series, 1)));
        each(total, sources, range, (source, series) -> source.putCapacity(Resource.MEMORY, doubles(series, 1)));
        each(speed, sources, range, (source, series) -> source.putSpeed(series.label("device"), doubles(series, BITS)));
        each(disk, sources, range, (source, series) -> source.put(Channel.DISK, floats(series, 1)));
        each(diskTotal, sources, range, (source, series) -> source.putCapacity(Resource.DISK, doubles(series, 1)));
        var nodes = nodes(sources, range);
        List<Series> running = ask(pods);
        if (!running.isEmpty()) {
            new PodReadings(store, hours).addTo(nodes, running);
        }
        return new Crop(range, nodes, marks.of(nodes.keySet()), ask(received).size());
    }

    /** Returns a label's value as PostgreSQL can keep and index it: one too long is cut, and told apart by its hash. */
    static String storable(String label) {
        String text = UNSTORABLE.matcher(label).replaceAll("\uFFFD");
        if (text.length() <= LONGEST_LABEL) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST_LABEL - 1)) ? LONGEST_LABEL - 1 : LONGEST_LABEL;
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return text.substring(0, end) + "…" + HexFormat.of().formatHex(hash, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    /** Returns a node's name: its label {@code node}, else {@code instance} without the port. */
    static String nodeName(String node, String instance) {
        if (!node.isBlank()) {
            return storable(node);
        }
        var matcher = PORT.matcher(instance);
        String host = matcher.matches() ? matcher.group(1) : instance;
        return storable(host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host);
    }

    private Map<String, NodeReadings> nodes(Map<Map<String, String>, Source> sources, Range range) {
        var nodes = new TreeMap<String, NodeReadings>();
        Map<String, PoolMove> moved = moves.get();
        for (Source source : sources.values()) {
            String name = nodeName(source.label("node"), source.label("instance"));
            source.settle(links, moved.get(name));
            if (!name.isBlank()) {
                nodes.computeIfAbsent(name, key -> new NodeReadings(key, range)).add(source);
            }
        }
        nodes.values().removeIf(NodeReadings::isEmpty);
        return nodes;
    }

    private Callable<List<Series>> query(Question question, Moments moments, Instances instances) {
        return () -> parts(question, moments, instances);
    }

    /** Asks about all nodes at once, or, where that has proved too much, about some of them at a time. */
    private List<Series> parts(Question question, Moments moments, Instances instances) {
        while (true) {
            int most = nodesAtOnce;
            try {
                if (most == Integer.MAX_VALUE || instances.all().size() <= most) {
                    return store.range(question.about(List.of()), moments);
                }
                var all = new ArrayList<Series>();
                for (List<String> batch : batches(instances.all(), most)) {
                    all.addAll(store.range(question.about(batch), moments));
                }
                return all;
            } catch (StoreFailure.TooMuch e) {
                int nodes = instances.all().size();
                int half = (Math.min(most, nodes) + 1) / 2;
                if (nodes < 2 || most == 1) {
                    throw e;
                }
                nodesAtOnce = Math.min(nodesAtOnce, half);
            }
        }
    }

    private static List<List<String>> batches(List<String> instances, int most) {
        var batches = new ArrayList<List<String>>();
        var batch = new ArrayList<String>();
        int length = 0;
        for (String instance : instances) {
            if (batch.size() == most || (length + instance.length() > LONGEST_LIST && !batch.isEmpty())) {
                batches.add(List.copyOf(batch));
                batch.clear();
                length = 0;
            }
            batch.add(instance);
            length += 2 * instance.length();
        }
        batches.add(List.copyOf(batch));
        return batches;
    }

    private static void each(
            Future<List<Series>> answer,
            Map<Map<String, String>, Source> sources,
            Range range,
            BiConsumer<Source, Series> taker) {
        for (Series series : ask(answer)) {
            taker.accept(source(series, sources, range), series);
        }
    }

    private static Source source(Series series, Map<Map<String, String>, Source> sources, Range range) {
        var labels = new HashMap<>(series.labels());
        labels.remove("device");
        return sources.computeIfAbsent(Map.copyOf(labels), key -> new Source(key, range));
    }

    static List<Series> ask(Future<List<Series>> answer) {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StoreFailure failure) {
                throw failure;
            }
            throw new IllegalStateException(e);
        }
    }

    /**
     * The slot before the range is asked for too, so that who was scraped last in it is known to have been silent since:
     * for five minutes more the store answers as if nothing had happened.
     */
    private static float[] withoutFirst(float[] counts) {
        return Arrays.copyOfRange(counts, 1, counts.length);
    }

    static float[] floats(Series series, int factor) {
        var values = new float[series.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (series.at(i) * factor);
        }
        return values;
    }

    static double[] doubles(Series series, int factor) {
        var values = new double[series.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = series.at(i) * factor;
        }
        return values;
    }
}

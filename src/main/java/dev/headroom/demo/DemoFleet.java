package dev.headroom.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * A pool of servers that grows for a year and a half, and the metrics that node_exporter would have shown of it. The
 * same seed, size and end give the same history, sample for sample.
 */
public final class DemoFleet {

    private static final int SLOTS_PER_CHUNK = 7 * Story.SLOTS_PER_DAY;
    private static final double HOURLY_MEMORY = Math.exp(-1.0 / 12);
    private static final double DAILY_MEMORY = Math.exp(-1.0 / Story.SLOTS_PER_DAY);

    /** No part of the history that {@link #advance} returns is longer. */
    static final Duration LONGEST_STRETCH = Duration.ofDays(7);

    private final KnownFleet note;
    private final Story story;
    private final List<DemoNode> nodes = new ArrayList<>();
    private final SplittableRandom random;
    private final long firstSlot;
    private final long lastSlot;
    private final TreeSet<Long> cuts;
    private final Demand demandAtEnd;

    private long nextSlot;
    private double wave; // slow and quick departures of the pool's demand from its shape, as logarithms
    private double ripple;

    /**
     * Describes a fleet.
     *
     * @param nodes how many servers it has at {@code end}, at least 1; the company's own fleet has 6
     * @param days  how long the history is, at least 1
     * @param end   the moment of the newest sample, rounded down to five minutes
     */
    public DemoFleet(int nodes, int days, long seed, Instant end) {
        if (nodes < 1 || days < 1) {
            throw new IllegalArgumentException("nodes and days must be at least 1: " + nodes + ", " + days);
        }
        note = new KnownFleet(nodes, days, seed, end, false);
        random = new SplittableRandom(seed);
        lastSlot = Story.slotAt(end);
        firstSlot = lastSlot - (long) days * Story.SLOTS_PER_DAY + 1;
        nextSlot = firstSlot;
        story = new Story(lastSlot);
        for (int i = 0; i < nodes; i++) {
            this.nodes.add(new DemoNode(i, story, firstSlot, random.split()));
        }
        cuts = story.cuts();
        demandAtEnd = demandAtEnd();
    }

    DemoFleet(KnownFleet note) {
        this(note.nodes(), note.days(), note.seed(), note.end());
    }

    KnownFleet note() {
        return note;
    }

    /** Returns the moment of the newest sample of the history. */
    public Instant end() {
        return Instant.ofEpochSecond(lastSlot * Story.SLOT_SECONDS);
    }

    /** Returns the moment of the first sample that {@link #advance} has not passed yet. */
    public Instant next() {
        return Instant.ofEpochSecond(nextSlot * Story.SLOT_SECONDS);
    }

    /** Lives up to and including a moment that a store knows already. */
    void skip(Instant known) {
        while (hasUntil(known)) {
            advance(known);
        }
    }

    boolean hasUntil(Instant moment) {
        return nextSlot <= Story.slotAt(moment);
    }

    /**
     * Lives through the next part of the history, at most a week and never across an event: who serves, and what each
     * node is called, is the same throughout.
     *
     * @param until the moment that is not passed; it may lie behind the end, then the fleet lives on as before
     * @return what each node that was seen showed; empty while the store was away
     */
    List<NodeChunk> advance(Instant until) {
        long weekEnd = (Math.floorDiv(nextSlot, SLOTS_PER_CHUNK) + 1) * SLOTS_PER_CHUNK - 1;
        long last = Math.min(Story.slotAt(until), weekEnd);
        Long cut = cuts.higher(nextSlot);
        if (cut != null) {
            last = Math.min(last, cut - 1);
        }
        int size = (int) (last - nextSlot + 1);

        var serving = nodes.stream().filter(node -> node.servesAt(nextSlot)).toList();
        var chunks = serving.stream().map(node -> node.begin(nextSlot, size)).toList();
        for (int i = 0; i < size; i++) {
            live(nextSlot + i, i, serving, chunks);
        }
        boolean seen = !story.storeIsAway(nextSlot);
        nextSlot = last + 1;
        return seen ? chunks : List.of();
    }

    private void live(long slot, int i, List<DemoNode> serving, List<NodeChunk> chunks) {
        wave = wave * DAILY_MEMORY + 0.025 * Math.sqrt(1 - DAILY_MEMORY * DAILY_MEMORY) * random.nextGaussian();
        ripple = ripple * HOURLY_MEMORY + 0.02 * Math.sqrt(1 - HOURLY_MEMORY * HOURLY_MEMORY) * random.nextGaussian();
        double busy = story.busyShape(slot) * Math.exp(wave + ripple);
        double cores = demandAtEnd.cores() * story.cpuGrowth(slot) * busy;
        double memory = demandAtEnd.memory() * story.memoryGrowth(slot) * (1 + 0.05 * (busy - 1));
        double publicBps = demandAtEnd.publicBps() * story.trafficGrowth(slot) * busy;
        double privateBps =
                demandAtEnd.privateBps() * story.privateGrowth(slot) * story.privateShape(slot) * Math.exp(wave);

        double coreWeights = 0;
        double memoryWeights = 0;
        double publicWeights = 0;
        double privateWeights = 0;
        for (var node : serving) {
            node.drift();
            coreWeights += node.coreWeight();
            memoryWeights += node.memoryWeight();
            publicWeights += node.publicWeight(slot);
            privateWeights += node.privateWeight();
        }
        for (int n = 0; n < chunks.size(); n++) {
            var node = serving.get(n);
            node.live(
                    chunks.get(n),
                    i,
                    cores * node.coreWeight() / coreWeights,
                    memory * node.memoryWeight() / memoryWeights,
                    publicBps * node.publicWeight(slot) / publicWeights,
                    privateWeights == 0 ? 0 : privateBps * node.privateWeight() / privateWeights);
        }
    }

    private Demand demandAtEnd() {
        double cores = 0;
        double memory = 0;
        double publicBps = 0;
        double privateBps = 0;
        for (var node : nodes) {
            cores += node.cores();
            memory += node.memoryBytes();
            publicBps += node.publicBps(lastSlot);
            privateBps += node.privateBps();
        }
        return new Demand(
                Story.CPU_AT_END * cores,
                Story.MEMORY_AT_END * memory,
                Story.PUBLIC_AT_END * publicBps,
                Story.PRIVATE_AT_END * privateBps);
    }

    /** What the pool needs in a busy hour. */
    private record Demand(double cores, double memory, double publicBps, double privateBps) {}
}

package dev.headroom.demo;

import java.util.SplittableRandom;

/** One server of the demo fleet: what it is, and its counters as they stand. */
final class DemoNode {

    private static final long GIB = 1L << 30;
    private static final double GBPS = 1e9;
    private static final double SLOW_MEMORY = Math.exp(-1.0 / (3 * Story.SLOTS_PER_DAY));
    private static final double SLOW_STEP = 0.02 * Math.sqrt(1 - SLOW_MEMORY * SLOW_MEMORY);

    /** Work of the kernel, as a share of all work, and the cores that it is pinned to. */
    static final int KERNEL_CORES = 4;

    private static final double MAX_BUSY = 0.86;
    private static final double STEAL_CORES = 0.004;

    private final int index;
    private final Story story;
    private final SplittableRandom random;
    private final boolean big;
    private final double favor; // how much more than its share this node gets
    private final double[] coreShares;

    private double mood;
    private long bootSlot;
    private boolean freshlyInstalled;
    private double userSeconds;
    private double kernelSeconds;
    private double iowaitSeconds;
    private double stealSeconds;
    private double publicIn;
    private double publicOut;
    private double privateIn;
    private double privateOut;

    DemoNode(int index, Story story, long firstSlot, SplittableRandom random) {
        this.index = index;
        this.story = story;
        this.random = random;
        big = index % 6 != 2 && index % 6 != 4;
        favor = 1 + 0.04 * (2 * random.nextDouble() - 1);
        coreShares = coreShares();
        freshlyInstalled = isTheReinstalled() && story.isReinstalled(firstSlot);
        if (joins() && !story.sixthServerIsIn(firstSlot)) {
            bootSlot = story.sixthServerAt() - 1;
        } else {
            long daysUp = 30 + random.nextInt(60);
            bootSlot = firstSlot - daysUp * Story.SLOTS_PER_DAY;
            double upSeconds = daysUp * 86_400.0;
            userSeconds = upSeconds * cores() * 0.3;
            kernelSeconds = upSeconds * 0.2;
            iowaitSeconds = upSeconds * 0.02;
            stealSeconds = upSeconds * STEAL_CORES;
        }
    }

    int index() {
        return index;
    }

    int cores() {
        return big ? 48 : 24;
    }

    /** A little less than is built in: firmware and kernel keep some. */
    long memoryBytes() {
        return 128 * GIB - (big ? 2_371_000L : 2_246_000L) * 1024;
    }

    String model() {
        return big ? "hetzner/AX162-S" : "hetzner/EX130-S";
    }

    boolean isBonded() {
        return index % 6 == 4;
    }

    boolean hasPrivateLink() {
        return index % 6 == 0 || index % 6 == 1 || index % 6 == 3;
    }

    double privateBps() {
        return hasPrivateLink() ? 25 * GBPS : 0;
    }

    double publicBps(long slot) {
        boolean fast = switch (index % 6) {
            case 0, 1 -> story.firstUplinksAreFast(slot);
            case 3 -> story.thirdUplinkIsFast(slot);
            default -> false;
        };
        return (fast ? 10 : 2) * GBPS;
    }

    boolean servesAt(long slot) {
        boolean here = !joins() || story.sixthServerIsIn(slot);
        return here && !(isTheReinstalled() && story.isReinstalling(slot));
    }

    private boolean joins() {
        return index % 6 == 5;
    }

    private boolean isTheReinstalled() {
        return index == 2;
    }

    double coreWeight() {
        return cores() * favor * Math.exp(mood);
    }

    double memoryWeight() {
        return memoryBytes() * favor * Math.exp(0.5 * mood);
    }

    /** The load balancer sends each node what its link can carry. */
    double publicWeight(long slot) {
        return publicBps(slot) * favor * Math.exp(mood);
    }

    double privateWeight() {
        return privateBps() * favor * Math.exp(mood);
    }

    /** Lets the node's share of the load wander. */
    void drift() {
        mood = mood * SLOW_MEMORY + SLOW_STEP * random.nextGaussian();
    }

    /** Returns the empty record of the next slots, after what the first of them brings has happened. */
    NodeChunk begin(long slot, int size) {
        if (isTheReinstalled() && story.isReinstalled(slot) && !freshlyInstalled) {
            freshlyInstalled = true;
            reset(slot - 1);
        }
        return new NodeChunk(this, story, slot, size, bootSlot, freshlyInstalled, coreShares);
    }

    private void reset(long boot) {
        bootSlot = boot;
        userSeconds = 0;
        kernelSeconds = 0;
        iowaitSeconds = 0;
        stealSeconds = 0;
        publicIn = 0;
        publicOut = 0;
        privateIn = 0;
        privateOut = 0;
    }

    /** Spends one slot under the given load and notes the counters at its end. */
    void live(NodeChunk chunk, int i, double busyCores, double usedBytes, double outBps, double betweenBps) {
        double busy = Math.min(busyCores, MAX_BUSY * cores()) * Story.SLOT_SECONDS;
        double kernel = 0.3 * Math.min(1, busy / (0.6 * cores() * Story.SLOT_SECONDS)) * KERNEL_CORES * 0.7;
        double steal = STEAL_CORES * random.nextDouble() * 2;
        kernelSeconds += kernel * Story.SLOT_SECONDS;
        stealSeconds += steal * Story.SLOT_SECONDS;
        userSeconds += busy - (kernel + steal) * Story.SLOT_SECONDS;
        iowaitSeconds += (0.02 + 0.1 * random.nextDouble()) * Story.SLOT_SECONDS;

        double outBytes = Math.min(outBps, 0.98 * publicBps(chunk.slot())) / 8 * Story.SLOT_SECONDS;
        publicOut += outBytes;
        publicIn += outBytes * (0.36 + 0.04 * random.nextDouble());
        double betweenBytes = Math.min(betweenBps, 0.98 * privateBps()) / 8 * Story.SLOT_SECONDS;
        privateIn += betweenBytes;
        privateOut += betweenBytes * (0.9 + 0.08 * random.nextDouble());

        chunk.user[i] = userSeconds;
        chunk.kernel[i] = kernelSeconds;
        chunk.iowait[i] = iowaitSeconds;
        chunk.steal[i] = stealSeconds;
        chunk.memoryAvailable[i] = memoryBytes() - Math.min(usedBytes, 0.97 * memoryBytes());
        chunk.publicIn[i] = publicIn;
        chunk.publicOut[i] = publicOut;
        chunk.privateIn[i] = privateIn;
        chunk.privateOut[i] = privateOut;
    }

    /** Returns each core's share of the work outside the kernel; the cores that serve the kernel get less. */
    private double[] coreShares() {
        var shares = new double[cores()];
        double sum = 0;
        for (int c = 0; c < shares.length; c++) {
            shares[c] = (c < KERNEL_CORES ? 0.6 : 1) * (0.95 + 0.1 * random.nextDouble());
            sum += shares[c];
        }
        for (int c = 0; c < shares.length; c++) {
            shares[c] /= sum;
        }
        return shares;
    }
}

package dev.headroom.demo;

import java.nio.charset.StandardCharsets;
import java.util.function.IntToDoubleFunction;

/**
 * What one node showed over at most a week in which its labels stayed the same. Counters as they stood at the end of
 * each slot, in seconds or bytes.
 */
final class NodeChunk {

    private static final int LXC_LIFE_WEEKS = 6;

    final double[] user;
    final double[] kernel;
    final double[] iowait;
    final double[] steal;
    final double[] memoryAvailable;
    final double[] publicIn;
    final double[] publicOut;
    final double[] privateIn;
    final double[] privateOut;

    private final DemoNode node;
    private final Story story;
    private final long slot;
    private final long bootSlot;
    private final boolean reinstalled;
    private final double[] coreShares;

    NodeChunk(
            DemoNode node, Story story, long slot, int size, long bootSlot, boolean reinstalled, double[] coreShares) {
        this.node = node;
        this.story = story;
        this.slot = slot;
        this.bootSlot = bootSlot;
        this.reinstalled = reinstalled;
        this.coreShares = coreShares;
        user = new double[size];
        kernel = new double[size];
        iowait = new double[size];
        steal = new double[size];
        memoryAvailable = new double[size];
        publicIn = new double[size];
        publicOut = new double[size];
        privateIn = new double[size];
        privateOut = new double[size];
    }

    long slot() {
        return slot;
    }

    long memoryBytes() {
        return node.memoryBytes();
    }

    int size() {
        return user.length;
    }

    /** Returns the moments of a chunk's samples in milliseconds, for all series of all nodes alike. */
    static byte[] timestamps(long slot, int size) {
        var text = new StringBuilder(size * 14);
        for (int i = 0; i < size; i++) {
            text.append(i == 0 ? "" : ",").append((slot + i) * Story.SLOT_SECONDS * 1000L);
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** Appends every series of the node, one a line. */
    void writeTo(Lines lines, byte[] timestamps) {
        var series = new Series(lines, targetLabels(), timestamps);
        writeCpu(series);
        writeMemory(series);
        writeNetwork(series);
        writeSystem(series);
    }

    private void writeCpu(Series series) {
        double upAtStart = (slot - bootSlot) * (double) Story.SLOT_SECONDS;
        for (int core = 0; core < coreShares.length; core++) {
            double share = coreShares[core];
            double ofKernel = core < DemoNode.KERNEL_CORES ? 1.0 / DemoNode.KERNEL_CORES : 0;
            double ofWaiting = core < 2 ? 0.5 : 0;
            double ofSteal = core == 0 ? 1 : 0;
            series.seconds(cpu(core, "user"), i -> share * user[i]);
            series.seconds(
                    cpu(core, "idle"),
                    i -> upAtStart
                            + i * (double) Story.SLOT_SECONDS
                            - share * user[i]
                            - ofKernel * kernel[i]
                            - ofWaiting * iowait[i]
                            - ofSteal * steal[i]);
            if (ofKernel > 0) {
                series.seconds(cpu(core, "system"), i -> ofKernel * kernel[i]);
            }
            if (ofWaiting > 0) {
                series.seconds(cpu(core, "iowait"), i -> ofWaiting * iowait[i]);
            }
            if (ofSteal > 0) {
                series.seconds(cpu(core, "steal"), i -> ofSteal * steal[i]);
            }
        }
    }

    private void writeMemory(Series series) {
        series.constant("node_memory_MemTotal_bytes", "", node.memoryBytes());
        series.gauge("node_memory_MemAvailable_bytes", "", i -> Math.rint(memoryAvailable[i] / 4096) * 4096);
    }

    private void writeNetwork(Series series) {
        double publicBytesPerSecond = node.publicBps(slot) / 8;
        if (node.isBonded()) {
            series.device("bond0", publicIn, publicOut, 1);
            series.device("eno1", publicIn, publicOut, 0.52);
            series.device("eno2", publicIn, publicOut, 0.48);
            series.speed("bond0", publicBytesPerSecond);
            series.speed("eno1", publicBytesPerSecond / 2);
            series.speed("eno2", publicBytesPerSecond / 2);
            series.constant("node_bonding_slaves", "\"master\":\"bond0\",", 2);
            series.constant("node_bonding_active", "\"master\":\"bond0\",", 2);
        } else {
            series.device("eth0", publicIn, publicOut, 1);
            series.speed("eth0", publicBytesPerSecond);
        }

        // What travels between the nodes shows again on each layer that wraps it.
        boolean ownLink = node.hasPrivateLink();
        var in = ownLink ? privateIn : publicIn;
        var out = ownLink ? privateOut : publicOut;
        double shareBetween = ownLink ? 0.93 : 0.2;
        if (ownLink) {
            series.device("eth1", in, out, 1);
            series.device("eth1.4000", in, out, 0.995);
            series.speed("eth1", node.privateBps() / 8);
        }
        series.device("wg0", in, out, shareBetween);
        series.device("cilium_host", in, out, shareBetween * 0.96);
        series.device("cilium_net", out, in, shareBetween * 0.96);
        if (!story.vxlanIsGone(slot)) {
            series.device("cilium_vxlan", in, out, shareBetween * 0.95);
        }
        long generation = Math.floorDiv(slot, (long) LXC_LIFE_WEEKS * 7 * Story.SLOTS_PER_DAY);
        series.device("lxc%08x".formatted((generation * 31 + node.index()) * 0x9E3779B1L & 0xFFFFFFFFL), out, in, 0.04);
        series.device("lo", publicIn, publicIn, 0.3);
    }

    private void writeSystem(Series series) {
        series.constant("node_boot_time_seconds", "", bootSlot * Story.SLOT_SECONDS);
        String release = reinstalled ? "6.12.57+deb13-amd64" : "6.1.0-41-amd64";
        series.constant(
                "node_uname_info",
                "\"sysname\":\"Linux\",\"machine\":\"x86_64\",\"release\":\"" + release + "\",\"nodename\":\"" + name()
                        + "\",",
                1);
        String disk = "\"device\":\"/dev/md2\",\"fstype\":\"ext4\",\"mountpoint\":\"/\",";
        long diskBytes = 3_780_000_000_000L;
        series.constant("node_filesystem_size_bytes", disk, diskBytes);
        series.gauge(
                "node_filesystem_avail_bytes",
                disk,
                i -> Math.rint(diskBytes * (0.62 - 0.05 * story.memoryGrowth(slot + i)) / 4096) * 4096);
    }

    String name() {
        return "worker-" + (node.index() + 1);
    }

    private byte[] targetLabels() {
        int port = reinstalled ? 9101 : 9100;
        int host = 11 + node.index();
        return ("\"instance\":\"10.0." + host / 250 + "." + host % 250 + ":" + port + "\",\"node\":\"" + name()
                        + "\",\"pool\":\"workers\",\"site\":\"fsn1\",\"job\":\"node-exporter\",\"server_model\":\""
                        + node.model() + "\"")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String cpu(int core, String mode) {
        return "\"cpu\":\"" + core + "\",\"mode\":\"" + mode + "\",";
    }

    /** Writes the series of one chunk: they share their moments and the labels of the target. */
    private final class Series {

        private final Lines lines;
        private final byte[] targetLabels;
        private final byte[] timestamps;

        Series(Lines lines, byte[] targetLabels, byte[] timestamps) {
            this.lines = lines;
            this.targetLabels = targetLabels;
            this.timestamps = timestamps;
        }

        void seconds(String labels, IntToDoubleFunction value) {
            lines.begin("node_cpu_seconds_total", labels, targetLabels, size());
            for (int i = 0; i < size(); i++) {
                lines.putTenths(value.applyAsDouble(i));
                lines.endValue();
            }
            lines.end(timestamps, size());
        }

        void gauge(String name, String labels, IntToDoubleFunction value) {
            lines.begin(name, labels, targetLabels, size());
            for (int i = 0; i < size(); i++) {
                lines.putLong((long) value.applyAsDouble(i));
                lines.endValue();
            }
            lines.end(timestamps, size());
        }

        void constant(String name, String labels, long value) {
            gauge(name, labels, i -> value);
        }

        void device(String device, double[] in, double[] out, double share) {
            String labels = "\"device\":\"" + device + "\",";
            gauge("node_network_receive_bytes_total", labels, i -> share * in[i]);
            gauge("node_network_transmit_bytes_total", labels, i -> share * out[i]);
        }

        void speed(String device, double bytesPerSecond) {
            String labels = "\"device\":\"" + device + "\",";
            constant("node_network_speed_bytes", labels, (long) bytesPerSecond);
            constant("node_network_up", labels, 1);
        }
    }
}

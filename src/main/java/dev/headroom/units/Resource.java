package dev.headroom.units;

import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * Something that a node has a capacity of: {@code cpu}, {@code memory}, {@code bandwidth-<link>}, {@code disk}, {@code pods}.
 *
 * @param id as in the API; a link's name is lower-case letters, digits and dashes
 */
public record Resource(String id) implements Comparable<Resource> {

    public static final Resource CPU = new Resource("cpu");
    public static final Resource MEMORY = new Resource("memory");
    public static final Resource DISK = new Resource("disk");
    public static final Resource PODS = new Resource("pods");

    private static final String BANDWIDTH = "bandwidth-";
    private static final Pattern LINK = Pattern.compile("[a-z0-9][a-z0-9-]*");

    public Resource {
        boolean known = id.equals("cpu") || id.equals("memory") || id.equals("disk") || id.equals("pods");
        if (!known
                && !(id.startsWith(BANDWIDTH)
                        && LINK.matcher(id.substring(BANDWIDTH.length())).matches())) {
            throw new IllegalArgumentException(
                    "resource must be cpu, memory, disk, pods or bandwidth-<link>: '" + id + "'");
        }
    }

    public static Resource bandwidth(String link) {
        return new Resource(BANDWIDTH + link);
    }

    public boolean isBandwidth() {
        return id.startsWith(BANDWIDTH);
    }

    /**
     * Returns the link of a bandwidth resource, such as {@code public}.
     *
     * @throws IllegalStateException if this is no bandwidth
     */
    public String link() {
        if (!isBandwidth()) {
            throw new IllegalStateException("not a bandwidth: " + id);
        }
        return id.substring(BANDWIDTH.length());
    }

    public Unit unit() {
        return switch (id) {
            case "cpu" -> Unit.CORES;
            case "memory", "disk" -> Unit.BYTES;
            case "pods" -> Unit.PODS;
            default -> Unit.BITS_PER_SECOND;
        };
    }

    /** Returns the name that a reader sees, such as {@code CPU} or {@code Public bandwidth}. */
    public String title() {
        return switch (id) {
            case "cpu" -> "CPU";
            case "memory" -> "Memory";
            case "disk" -> "Disk";
            case "pods" -> "Pods";
            default -> Character.toUpperCase(link().charAt(0)) + link().substring(1) + " bandwidth";
        };
    }

    /** Orders as pages show them: CPU, memory, bandwidths by name, disk, pods. */
    @Override
    public int compareTo(Resource other) {
        return Comparator.comparingInt(Resource::rank)
                .thenComparing(Resource::id)
                .compare(this, other);
    }

    private int rank() {
        return switch (id) {
            case "cpu" -> 0;
            case "memory" -> 1;
            case "disk" -> 3;
            case "pods" -> 4;
            default -> 2;
        };
    }

    @Override
    public String toString() {
        return id;
    }
}

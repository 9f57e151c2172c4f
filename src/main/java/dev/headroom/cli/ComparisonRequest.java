package dev.headroom.cli;

import dev.headroom.cli.Command.BadInput;
import dev.headroom.cost.CloudCosting;
import dev.headroom.cost.CloudDemand;
import dev.headroom.cost.CloudProvider;
import dev.headroom.cost.Commitment;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What to compare. {@code cores}, {@code memoryBytes} and {@code egressBytesPerMonth} must be there; without the others
 * there is no storage, no commitment, each provider's default region, and only x86-64 counts.
 */
record ComparisonRequest(
        CloudDemand demand, Commitment commitment, Map<CloudProvider, String> regions, Set<String> architectures) {

    private static final Set<String> FIELDS = Set.of(
            "cores", "memoryBytes", "egressBytesPerMonth", "storageBytes", "commitment", "regions", "architectures");
    private static final Set<String> PROVIDERS =
            Arrays.stream(CloudProvider.values()).map(CloudProvider::id).collect(Collectors.toUnmodifiableSet());
    private static final Set<String> ARCHITECTURES = Set.of("x86-64", "arm64");
    private static final BigDecimal MOST_CORES = BigDecimal.valueOf(1_000_000_000);
    private static final int MOST_DECIMALS = 18;

    static ComparisonRequest read(InputStream in) throws BadInput {
        var root = JsonValue.read(in);
        var fields = root.object(FIELDS);
        var storage = JsonValue.optional(fields, "storageBytes");
        var demand = new CloudDemand(
                cores(root.required(fields, "cores")),
                bytes(root.required(fields, "memoryBytes")),
                bytes(root.required(fields, "egressBytesPerMonth")),
                storage == null ? 0 : bytes(storage));
        return new ComparisonRequest(
                demand,
                commitment(JsonValue.optional(fields, "commitment")),
                regions(JsonValue.optional(fields, "regions")),
                architectures(JsonValue.optional(fields, "architectures")));
    }

    String region(CloudProvider provider) {
        return Objects.requireNonNullElse(regions.get(provider), provider.defaultRegion());
    }

    private static BigDecimal cores(JsonValue value) throws BadInput {
        var cores = value.decimal();
        if (cores.signum() < 0 || cores.compareTo(MOST_CORES) > 0) {
            throw value.expected("from 0 to " + MOST_CORES);
        }
        if (cores.scale() > MOST_DECIMALS) {
            throw value.expected("a number of at most " + MOST_DECIMALS + " decimals");
        }
        return cores;
    }

    private static long bytes(JsonValue value) throws BadInput {
        var number = value.decimal();
        if (number.signum() < 0 || number.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw value.expected("from 0 to " + Long.MAX_VALUE);
        }
        try {
            return number.longValueExact();
        } catch (ArithmeticException e) {
            throw value.expected("a whole number of bytes");
        }
    }

    private static Commitment commitment(@Nullable JsonValue value) throws BadInput {
        return value == null
                ? Commitment.ON_DEMAND
                : Commitment.of(value.text()).orElseThrow(() -> value.expected("on-demand, 1y or 3y"));
    }

    private static Map<CloudProvider, String> regions(@Nullable JsonValue value) throws BadInput {
        var regions = new EnumMap<CloudProvider, String>(CloudProvider.class);
        if (value == null) {
            return regions;
        }
        var byProvider = value.object(PROVIDERS);
        for (var provider : CloudProvider.values()) {
            var region = JsonValue.optional(byProvider, provider.id());
            if (region != null) {
                if (region.text().isBlank()) {
                    throw region.expected("a region's name");
                }
                regions.put(provider, region.text());
            }
        }
        return regions;
    }

    private static Set<String> architectures(@Nullable JsonValue value) throws BadInput {
        if (value == null) {
            return CloudCosting.DEFAULT_ARCHITECTURES;
        }
        var architectures = new LinkedHashSet<String>();
        for (var architecture : value.list()) {
            if (!ARCHITECTURES.contains(architecture.text())) {
                throw architecture.expected("x86-64 or arm64");
            }
            architectures.add(architecture.text());
        }
        if (architectures.isEmpty()) {
            throw value.expected("a list of at least one of x86-64, arm64");
        }
        return architectures;
    }
}

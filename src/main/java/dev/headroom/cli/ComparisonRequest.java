package dev.headroom.cli;

import dev.headroom.cost.CloudCosting;
import dev.headroom.cost.CloudDemand;
import dev.headroom.cost.CloudProvider;
import dev.headroom.cost.Commitment;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What to compare. {@code cores}, {@code memoryBytes} and {@code egressBytesPerMonth} must be there; without the others
 * there is no storage, no commitment, each provider's default region, and only x86-64 counts.
 */
record ComparisonRequest(
        CloudDemand demand, Commitment commitment, Map<CloudProvider, String> regions, Set<String> architectures) {

    private static final Set<String> FIELDS = Set.of(
            "cores", "memoryBytes", "egressBytesPerMonth", "storageBytes", "commitment", "regions", "architectures");
    private static final List<String> ARCHITECTURES = List.of("x86-64", "arm64");
    private static final BigDecimal MOST_CORES = BigDecimal.valueOf(1_000_000_000);
    private static final int MOST_DECIMALS = 18;
    private static final int SHOWN = 60;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** Reads the JSON of a request. */
    static ComparisonRequest read(byte[] json) throws Command.BadInput {
        var root = parse(json);
        if (!root.isObject()) {
            throw bad("$", root, "must be an object");
        }
        for (var field : root.propertyNames()) {
            if (!FIELDS.contains(field)) {
                throw new Command.BadInput("$." + shortened(field) + ": no such field; known are "
                        + String.join(", ", FIELDS.stream().sorted().toList()));
            }
        }
        var demand = new CloudDemand(
                cores(required(root, "cores")),
                bytes(required(root, "memoryBytes"), "memoryBytes"),
                bytes(required(root, "egressBytesPerMonth"), "egressBytesPerMonth"),
                root.has("storageBytes") ? bytes(root.get("storageBytes"), "storageBytes") : 0);
        return new ComparisonRequest(
                demand, commitment(root.get("commitment")), regions(root.get("regions")), architectures(root));
    }

    String region(CloudProvider provider) {
        return Objects.requireNonNullElse(regions.get(provider), provider.defaultRegion());
    }

    private static JsonNode parse(byte[] json) throws Command.BadInput {
        try {
            var root = JSON.readTree(json);
            if (root == null || root.isMissingNode()) {
                throw new Command.BadInput("$: there is no input");
            }
            return root;
        } catch (JacksonException e) {
            var where = e.getLocation();
            var what = e.getOriginalMessage()
                    .lines()
                    .findFirst()
                    .orElse("no JSON")
                    .replaceAll("[;(] ?(start marker|byte offset|Source:).*", "")
                    .strip();
            throw new Command.BadInput(
                    where == null
                            ? "$: is no JSON: " + what
                            : "$: is no JSON: line " + where.getLineNr() + ", column " + where.getColumnNr() + ": "
                                    + what);
        }
    }

    private static JsonNode required(JsonNode root, String field) throws Command.BadInput {
        var value = root.get(field);
        if (value == null) {
            throw new Command.BadInput("$." + field + ": is missing");
        }
        return value;
    }

    private static BigDecimal cores(JsonNode value) throws Command.BadInput {
        if (!value.isNumber()) {
            throw bad("$.cores", value, "must be a number");
        }
        var cores = value.decimalValue();
        if (cores.signum() < 0 || cores.compareTo(MOST_CORES) > 0) {
            throw bad("$.cores", value, "must be between 0 and " + MOST_CORES);
        }
        if (cores.scale() > MOST_DECIMALS) {
            throw bad("$.cores", value, "must have at most " + MOST_DECIMALS + " decimals");
        }
        return cores;
    }

    private static long bytes(JsonNode value, String field) throws Command.BadInput {
        var path = "$." + field;
        if (!value.isNumber()) {
            throw bad(path, value, "must be a whole number of bytes");
        }
        var number = value.decimalValue();
        if (number.signum() < 0 || number.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw bad(path, value, "must be between 0 and " + Long.MAX_VALUE);
        }
        try {
            return number.longValueExact();
        } catch (ArithmeticException e) {
            throw bad(path, value, "must be a whole number of bytes");
        }
    }

    private static Commitment commitment(@Nullable JsonNode value) throws Command.BadInput {
        if (value == null) {
            return Commitment.ON_DEMAND;
        }
        var commitment = value.isString() ? Commitment.of(value.stringValue()) : Optional.<Commitment>empty();
        if (commitment.isEmpty()) {
            throw bad("$.commitment", value, "must be \"on-demand\", \"1y\" or \"3y\"");
        }
        return commitment.get();
    }

    private static Map<CloudProvider, String> regions(@Nullable JsonNode value) throws Command.BadInput {
        var regions = new EnumMap<CloudProvider, String>(CloudProvider.class);
        if (value == null) {
            return regions;
        }
        if (!value.isObject()) {
            throw bad("$.regions", value, "must be an object");
        }
        for (var field : value.properties()) {
            var path = "$.regions." + shortened(field.getKey());
            var provider = CloudProvider.of(field.getKey());
            if (provider.isEmpty()) {
                throw new Command.BadInput(path + ": no such provider; known are aws, gcp, azure");
            }
            var region = field.getValue();
            if (!region.isString() || region.stringValue().isBlank()) {
                throw bad(path, region, "must be a region's name");
            }
            regions.put(provider.get(), region.stringValue());
        }
        return regions;
    }

    private static Set<String> architectures(JsonNode root) throws Command.BadInput {
        var value = root.get("architectures");
        if (value == null) {
            return CloudCosting.DEFAULT_ARCHITECTURES;
        }
        if (!value.isArray() || value.isEmpty()) {
            throw bad("$.architectures", value, "must be a list of at least one of x86-64, arm64");
        }
        var architectures = new LinkedHashSet<String>();
        for (int i = 0; i < value.size(); i++) {
            var architecture = value.get(i);
            if (!architecture.isString() || !ARCHITECTURES.contains(architecture.stringValue())) {
                throw bad("$.architectures[" + i + "]", architecture, "must be \"x86-64\" or \"arm64\"");
            }
            architectures.add(architecture.stringValue());
        }
        return architectures;
    }

    private static Command.BadInput bad(String path, JsonNode value, String rule) {
        return new Command.BadInput(path + ": " + shortened(value.toString()) + " " + rule);
    }

    /** Keeps a message on one line of bearable length, whatever the input holds. */
    private static String shortened(String text) {
        var line = text.replaceAll("\\p{Cntrl}", " ");
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
    }
}

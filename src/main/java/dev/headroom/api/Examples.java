package dev.headroom.api;

import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.Schema;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes an example that a schema allows: from the examples of its parts, else from what they are. */
final class Examples {

    private static final String DAY = "2027-01-31";
    private static final String MOMENT = "2027-01-31T08:00:00Z";
    private static final String ID = "0d8a2f5e-6c1b-4d6e-9a53-1f0e2b7c9d11";
    private static final Map<String, Object> BY_NAME = Map.ofEntries(
            Map.entry("pool", "workers"),
            Map.entry("node", "worker-1"),
            Map.entry("resource", "bandwidth-public"),
            Map.entry("unit", "bitsPerSecond"),
            Map.entry("model", "hetzner/AX162-S"),
            Map.entry("currency", "EUR"),
            Map.entry("format", "json"),
            Map.entry("month", "2027-01"),
            Map.entry("quarter", "2027-Q1"),
            Map.entry("provider", "aws"),
            Map.entry("commitment", "1y"),
            Map.entry("limit", 100));

    private final Map<String, Schema> schemas;

    Examples(@Nullable Map<String, Schema> schemas) {
        this.schemas = schemas == null ? Map.of() : schemas;
    }

    /** Gives each media type an example that has none. */
    void complete(@Nullable Content content) {
        if (content == null) {
            return;
        }
        content.forEach((name, media) -> {
            if (media.getExample() == null && media.getExamples() == null) {
                media.setExample(
                        switch (name) {
                            case "text/csv" -> "pool,resource,date,p95\r\nworkers,cpu,2027-01-31,120.5\r\n";
                            case TableConverter.XLSX_VALUE -> "(a workbook)";
                            case "application/yaml" ->
                                "all:\n  children:\n    workers:\n      hosts:\n        worker-1:\n";
                            case "text/html" -> "<!doctype html>";
                            case "text/plain" -> "Nothing to order in the next 90 days.";
                            case "application/pdf" -> "(a document)";
                            default -> media.getSchema() == null ? Map.of() : of("", media.getSchema());
                        });
            }
        });
    }

    Object problem() {
        var problem = new LinkedHashMap<String, Object>();
        problem.put("type", "/problems/invalid-request");
        problem.put("title", "Invalid request");
        problem.put("status", 400);
        problem.put("detail", "limit: must be less than or equal to 1000");
        problem.put(
                "errors",
                List.of(Map.of("field", "limit", "value", 5000, "message", "must be less than or equal to 1000")));
        return problem;
    }

    Object of(String name, Schema<?> schema) {
        var example = of(name, schema, new HashSet<>());
        return example == null ? Map.of() : example;
    }

    private @Nullable Object of(String name, Schema<?> schema, Set<String> within) {
        if (schema.getExample() != null) {
            return schema.getExample();
        }
        if (schema.get$ref() != null) {
            return referred(name, schema.get$ref(), within);
        }
        for (var choices : List.of(orNone(schema.getAnyOf()), orNone(schema.getOneOf()))) {
            if (!choices.isEmpty()) {
                return of(name, choices.getFirst(), within);
            }
        }
        if (schema.getEnum() != null && !schema.getEnum().isEmpty()) {
            return schema.getEnum().getFirst();
        }
        if (Set.of("null").equals(schema.getTypes())) {
            return null;
        }
        if (schema.getDefault() != null && type(schema).equals("string")) {
            return schema.getDefault();
        }
        return switch (type(schema)) {
            case "object" -> object(schema, within);
            case "array" -> {
                var item = schema.getItems() == null ? null : of(name, schema.getItems(), within);
                yield item == null ? List.of() : List.of(item);
            }
            case "integer" ->
                BY_NAME.get(name) instanceof Integer number
                        ? number
                        : least(schema).intValue();
            case "number" -> least(schema).add(new BigDecimal("0.5"));
            case "boolean" -> Boolean.TRUE;
            default -> text(name, schema);
        };
    }

    private @Nullable Object referred(String name, String ref, Set<String> within) {
        var model = ref.substring(ref.lastIndexOf('/') + 1);
        var schema = schemas.get(model);
        if (schema == null || !within.add(model)) {
            return null;
        }
        var example = of(name, schema, within);
        within.remove(model);
        return example;
    }

    private Map<String, Object> object(Schema<?> schema, Set<String> within) {
        var example = new LinkedHashMap<String, Object>();
        if (schema.getProperties() != null) {
            schema.getProperties().forEach((name, property) -> {
                var value = of(name, property, within);
                if (value != null) {
                    example.put(name, value);
                }
            });
        } else if (schema.getAdditionalProperties() instanceof Schema<?> value) {
            var one = of("", value, within);
            if (one != null) {
                example.put("cpu", one);
            }
        }
        return example;
    }

    private static Object text(String name, Schema<?> schema) {
        var format = schema.getFormat();
        if ("date".equals(format)) {
            return DAY;
        }
        if ("date-time".equals(format)) {
            return MOMENT;
        }
        if ("uuid".equals(format)) {
            return ID;
        }
        if (schema.getPattern() != null && schema.getPattern().matches("[a-z0-9-]+(\\|[a-z0-9-]+)*")) {
            return schema.getPattern().split("\\|")[0];
        }
        return BY_NAME.getOrDefault(name, "text") instanceof String text ? text : "text";
    }

    private static BigDecimal least(Schema<?> schema) {
        return schema.getMinimum() == null ? BigDecimal.ONE : schema.getMinimum();
    }

    private static List<Schema> orNone(@Nullable List<Schema> schemas) {
        return schemas == null ? List.of() : schemas;
    }

    private static String type(Schema<?> schema) {
        if (schema.getTypes() != null) {
            return schema.getTypes().stream()
                    .filter(type -> !type.equals("null"))
                    .findFirst()
                    .orElse("string");
        }
        if (schema.getType() != null) {
            return schema.getType();
        }
        return schema.getProperties() == null ? "string" : "object";
    }
}

package dev.headroom.api;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** Checks JSON against the schemas of a description, as far as descriptions here use them. */
final class Schemas {

    private final JsonNode description;

    Schemas(JsonNode description) {
        this.description = description;
    }

    /** Returns where a value breaks a schema; empty where it keeps it. */
    List<String> faults(JsonNode value, JsonNode schema) {
        var faults = new ArrayList<String>();
        check(value, schema, "", faults);
        return faults;
    }

    JsonNode resolved(JsonNode schema) {
        var ref = schema.at("/$ref");
        return ref.isString() ? description.at(ref.asString().substring(1)) : schema;
    }

    private void check(JsonNode value, JsonNode reference, String path, List<String> faults) {
        var schema = resolved(reference);
        for (var choice : List.of("anyOf", "oneOf")) {
            if (schema.has(choice)
                    && schema.get(choice)
                            .valueStream()
                            .noneMatch(one -> faults(value, one).isEmpty())) {
                faults.add(path + ": " + value + " fits none of " + choice);
            }
        }
        var types = new HashSet<String>();
        var type = schema.at("/type");
        if (type.isString()) {
            types.add(type.asString());
        }
        type.valueStream().forEach(one -> types.add(one.asString()));
        if (!types.isEmpty() && types.stream().noneMatch(one -> is(value, one))) {
            faults.add(path + ": " + value + " is not of type " + types);
            return;
        }
        if (value.isNull()) {
            return;
        }
        if (schema.has("enum") && schema.get("enum").valueStream().noneMatch(value::equals)) {
            faults.add(path + ": " + value + " is not in " + schema.get("enum"));
        }
        if (value.isString()) {
            text(value.asString(), schema, path, faults);
        }
        if (value.isArray() && schema.has("items")) {
            for (int i = 0; i < value.size(); i++) {
                check(value.get(i), schema.get("items"), path + "/" + i, faults);
            }
        }
        if (value.isObject()) {
            object(value, schema, path, faults);
        }
    }

    private void object(JsonNode value, JsonNode schema, String path, List<String> faults) {
        schema.at("/required")
                .valueStream()
                .map(JsonNode::asString)
                .filter(name -> !value.has(name))
                .forEach(name -> faults.add(path + ": lacks " + name));
        value.propertyStream().forEach(field -> {
            var known = schema.at("/properties").get(field.getKey());
            if (known != null) {
                check(field.getValue(), known, path + "/" + field.getKey(), faults);
            } else if (schema.has("additionalProperties")
                    && schema.get("additionalProperties").isObject()) {
                check(field.getValue(), schema.get("additionalProperties"), path + "/" + field.getKey(), faults);
            } else if (schema.has("properties") && !schema.has("additionalProperties") && !path.isEmpty()) {
                faults.add(path + ": does not know " + field.getKey());
            }
        });
    }

    private static void text(String text, JsonNode schema, String path, List<String> faults) {
        var pattern = schema.at("/pattern");
        if (pattern.isString() && !text.matches(anchored(pattern.asString()))) {
            faults.add(path + ": '" + text + "' does not match " + pattern.asString());
        }
        try {
            switch (schema.at("/format").asString("")) {
                case "date" -> LocalDate.parse(text);
                case "date-time" -> OffsetDateTime.parse(text);
                case "uuid" -> UUID.fromString(text);
                default -> {}
            }
        } catch (DateTimeParseException | IllegalArgumentException e) {
            faults.add(path + ": '" + text + "' is no " + schema.at("/format").asString());
        }
    }

    private static String anchored(String pattern) {
        return pattern.startsWith("^") ? pattern : "(?s).*(?:" + pattern + ").*";
    }

    private static boolean is(JsonNode value, String type) {
        return switch (type) {
            case "null" -> value.isNull();
            case "string" -> value.isString();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "array" -> value.isArray();
            case "object" -> value.isObject();
            default -> false;
        };
    }
}

package dev.headroom.cli;

import dev.headroom.cli.Command.BadInput;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A JSON value and the path to it, so that whoever finds it wrong can say where it stands. */
final class JsonValue {

    private static final int LONGEST_SHOWN = 60;

    /** How many bytes before and after an error are shown. */
    private static final int NEAR = 12;

    private final String path;
    private final JsonNode node;

    private JsonValue(String path, JsonNode node) {
        this.path = path;
        this.node = node;
    }

    static JsonValue read(InputStream in) throws BadInput {
        var mapper = JsonMapper.builder(JsonFactory.builder()
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .build())
                .enable(
                        DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
        byte[] bytes;
        try {
            bytes = in.readAllBytes();
        } catch (IOException e) {
            throw new BadInput("the input can't be read");
        }
        try (var parser = mapper.createParser(bytes)) {
            return parsed(mapper, parser, bytes);
        }
    }

    private static JsonValue parsed(JsonMapper mapper, JsonParser parser, byte[] bytes) throws BadInput {
        try {
            JsonNode root = mapper.readTree(parser);
            if (root == null || root.isMissingNode()) {
                throw new BadInput("the input is empty: a JSON object is expected");
            }
            return new JsonValue("", root);
        } catch (JacksonException e) {
            throw new BadInput("no valid JSON" + unreadable(e, parser, bytes));
        } catch (NumberFormatException e) {
            throw new BadInput(path(parser.streamReadContext().pathAsPointer())
                    + " must be a number with a smaller exponent: " + parser.getString());
        }
    }

    /** Says where the input is no JSON, and what stands there. */
    private static String unreadable(JacksonException e, JsonParser parser, byte[] bytes) {
        var location = e.getLocation();
        if (location == null || e instanceof StreamConstraintsException) {
            return ": it is nested too deeply, or has too long a name, text or number";
        }
        var path = path(parser.streamReadContext().pathAsPointer());
        var where = " at line " + location.getLineNr() + ", column " + location.getColumnNr()
                + (path.isEmpty() ? "" : ", in " + path) + ": ";
        if (e instanceof UnexpectedEndOfInputException) {
            return where + "it ends too soon";
        }
        if (e.getOriginalMessage().startsWith("Duplicate")) {
            return where + "it stands twice";
        }
        int at = (int) Math.clamp(location.getByteOffset(), 0, bytes.length);
        int from = Math.max(0, at - NEAR);
        var near = new String(bytes, from, Math.min(bytes.length, at + NEAR) - from, StandardCharsets.UTF_8);
        return where + "what stands there can't be read, near '" + oneLine(near.replaceAll("\\p{Cntrl}", " ")) + "'";
    }

    private static String path(JsonPointer pointer) {
        var path = new StringBuilder();
        for (var part = pointer; !part.matches(); part = part.tail()) {
            if (part.mayMatchElement()) {
                path.append('[').append(part.getMatchingIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(part.getMatchingProperty());
            }
        }
        return path.toString();
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    String path() {
        return path.isEmpty() ? "the input" : path;
    }

    /** Returns the fields of an object, and refuses any that is not among those known. */
    Map<String, JsonValue> object(Set<String> known) throws BadInput {
        var fields = entries();
        for (var name : fields.keySet()) {
            if (!known.contains(name)) {
                throw new BadInput(child(name) + " is not known here; known are "
                        + String.join(", ", known.stream().sorted().toList()));
            }
        }
        return fields;
    }

    /** Returns the entries of an object with any names. */
    Map<String, JsonValue> entries() throws BadInput {
        if (!node.isObject()) {
            throw expected("an object");
        }
        var fields = new LinkedHashMap<String, JsonValue>();
        for (var entry : node.properties()) {
            fields.put(entry.getKey(), new JsonValue(child(entry.getKey()), entry.getValue()));
        }
        return fields;
    }

    /** Returns a field that must be there. */
    JsonValue required(Map<String, JsonValue> fields, String name) throws BadInput {
        var value = fields.get(name);
        if (value == null) {
            throw new BadInput(child(name) + " is missing");
        }
        return value;
    }

    /** Returns a field, or null where it is absent or null. */
    static @Nullable JsonValue optional(Map<String, JsonValue> fields, String name) {
        var value = fields.get(name);
        return value == null || value.node.isNull() ? null : value;
    }

    List<JsonValue> list() throws BadInput {
        if (!node.isArray()) {
            throw expected("a list");
        }
        var items = new ArrayList<JsonValue>();
        for (int i = 0; i < node.size(); i++) {
            items.add(new JsonValue(path + "[" + i + "]", node.get(i)));
        }
        return items;
    }

    String text() throws BadInput {
        if (!node.isString()) {
            throw expected("a string");
        }
        return node.stringValue();
    }

    boolean bool() throws BadInput {
        if (!node.isBoolean()) {
            throw expected("true or false");
        }
        return node.booleanValue();
    }

    BigDecimal decimal() throws BadInput {
        if (!node.isNumber()) {
            throw expected("a number");
        }
        return node.decimalValue();
    }

    double number() throws BadInput {
        return decimal().doubleValue();
    }

    int whole() throws BadInput {
        if (!node.isNumber()) {
            throw expected("a whole number");
        }
        var value = node.decimalValue();
        if (value.abs().compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0
                || value.remainder(BigDecimal.ONE).signum() != 0) {
            throw expected("a whole number");
        }
        return value.intValueExact();
    }

    BadInput expected(String what) {
        return new BadInput(path() + " must be " + what + ": " + shown());
    }

    private String shown() {
        var text = oneLine(node.toString());
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
    }

    String child(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}

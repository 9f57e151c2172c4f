package dev.headroom.metrics;

import dev.headroom.metrics.Series.Moments;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.io.NumberInput;
import tools.jackson.core.json.JsonFactory;

/** Reads an answer of the query API as it arrives, within limits. */
final class AnswerReader {

    /** Values in one answer: 24 MB of memory. */
    static final int MOST_VALUES = 3_000_000;

    /** Each brings labels of its own, which take far more memory than a value does. */
    static final int MOST_SERIES = 200_000;

    private static final int MOST_LABELS = 100;
    private static final int LONGEST_TEXT = 64 * 1024;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(LONGEST_TEXT)
                    .maxNameLength(LONGEST_TEXT)
                    .maxNestingDepth(50)
                    .maxNumberLength(100)
                    .build())
            .build();

    private final Moments moments;
    private final List<Series> series = new ArrayList<>();
    private boolean success;
    private boolean hasData;
    private boolean partial;
    private @Nullable String error;

    AnswerReader(Moments moments) {
        this.moments = moments;
    }

    /**
     * Returns the series of an answer.
     *
     * @throws StoreFailure if it is not a whole answer to what was asked
     */
    List<Series> read(InputStream in) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), in)) {
            expect(parser.nextToken(), JsonToken.START_OBJECT);
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                readTop(parser);
            }
            expect(parser.currentToken(), JsonToken.END_OBJECT);
        } catch (JacksonException e) {
            throw new StoreFailure.BadAnswer("the answer is not whole JSON: " + e.getOriginalMessage(), e);
        }
        if (partial) {
            throw new StoreFailure.Partial();
        }
        if (!success || !hasData) {
            throw new StoreFailure.BadAnswer("the answer is no success" + (error == null ? "" : ": " + error));
        }
        return series;
    }

    private void readTop(JsonParser parser) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        switch (name) {
            case "status" -> success = "success".equals(parser.getValueAsString());
            case "error" -> error = parser.getValueAsString();
            case "isPartial" -> partial = value == JsonToken.VALUE_TRUE;
            case "data" -> {
                expect(value, JsonToken.START_OBJECT);
                readData(parser);
                hasData = true;
            }
            default -> parser.skipChildren();
        }
    }

    private void readData(JsonParser parser) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals("result") && value == JsonToken.START_ARRAY) {
                while (parser.nextToken() == JsonToken.START_OBJECT) {
                    series.add(readSeries(parser));
                    if (series.size() > MOST_SERIES) {
                        throw new StoreFailure.TooMuch("the answer has more than " + MOST_SERIES + " series");
                    }
                    if ((long) series.size() * moments.count() > MOST_VALUES) {
                        throw new StoreFailure.TooMuch("the answer has more than " + MOST_VALUES + " values");
                    }
                }
                expect(parser.currentToken(), JsonToken.END_ARRAY);
            } else if (name.equals("resultType") && !"matrix".equals(parser.getString())) {
                throw new StoreFailure.BadAnswer("the answer is a " + parser.getString() + ", not a matrix");
            } else {
                parser.skipChildren();
            }
        }
        expect(parser.currentToken(), JsonToken.END_OBJECT);
    }

    private Series readSeries(JsonParser parser) {
        Map<String, String> labels = Map.of();
        double[] values = new double[moments.count()];
        Arrays.fill(values, Double.NaN);
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
                case "metric" -> {
                    expect(value, JsonToken.START_OBJECT);
                    labels = readLabels(parser);
                }
                case "values" -> {
                    expect(value, JsonToken.START_ARRAY);
                    while (parser.nextToken() == JsonToken.START_ARRAY) {
                        readValue(parser, values);
                    }
                    expect(parser.currentToken(), JsonToken.END_ARRAY);
                }
                default -> parser.skipChildren();
            }
        }
        expect(parser.currentToken(), JsonToken.END_OBJECT);
        return new Series(labels, values);
    }

    private static Map<String, String> readLabels(JsonParser parser) {
        var labels = new HashMap<String, String>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            expect(parser.nextToken(), JsonToken.VALUE_STRING);
            labels.put(name, parser.getString());
            if (labels.size() > MOST_LABELS) {
                throw new StoreFailure.BadAnswer("a series has more than " + MOST_LABELS + " labels");
            }
        }
        labels.remove("__name__");
        return labels;
    }

    private void readValue(JsonParser parser, double[] values) {
        JsonToken time = parser.nextToken();
        if (time != JsonToken.VALUE_NUMBER_INT && time != JsonToken.VALUE_NUMBER_FLOAT) {
            throw new StoreFailure.BadAnswer("a value has no time");
        }
        double offset = parser.getDoubleValue() - moments.start().getEpochSecond();
        double index = offset / moments.stepSeconds();
        if (index != Math.rint(index) || index < 0 || index >= moments.count()) {
            throw new StoreFailure.BadAnswer(
                    "the answer has a value " + offset + " s after " + moments.start() + ", which was not asked for");
        }
        expect(parser.nextToken(), JsonToken.VALUE_STRING);
        values[(int) index] = number(parser);
        expect(parser.nextToken(), JsonToken.END_ARRAY);
    }

    private static double number(JsonParser parser) {
        char[] text = parser.getStringCharacters();
        int start = parser.getStringOffset();
        int length = parser.getStringLength();
        long whole = 0;
        for (int i = 0; i < length; i++) {
            char c = text[start + i];
            if (c < '0' || c > '9' || length > 15) {
                return fraction(text, start, length);
            }
            whole = whole * 10 + (c - '0');
        }
        return whole;
    }

    private static double fraction(char[] text, int start, int length) {
        char last = length == 0 ? ' ' : text[start + length - 1];
        if (last == 'N' || last == 'f') {
            return switch (new String(text, start, length)) {
                case "NaN", "+Inf", "-Inf", "Inf" -> Double.NaN;
                default -> throw new StoreFailure.BadAnswer("a value is no number");
            };
        }
        try {
            double value = NumberInput.parseDouble(text, start, length, true);
            return Double.isFinite(value) ? value : Double.NaN;
        } catch (NumberFormatException e) {
            throw new StoreFailure.BadAnswer("a value is no number");
        }
    }

    private static void expect(@Nullable JsonToken found, JsonToken wanted) {
        if (found != wanted) {
            throw new StoreFailure.BadAnswer("the answer is not what the query API gives: " + found + " for " + wanted);
        }
    }
}

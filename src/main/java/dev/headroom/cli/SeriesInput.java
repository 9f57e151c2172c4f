package dev.headroom.cli;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.headroom.units.TimeSeries;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads many series from one CSV file and checks every row of it. */
final class SeriesInput {

    /** A gap of this many steps is taken for a wrong time, not for a gap. */
    private static final int LONGEST_GAP = 1_000_000;

    private static final int LAST_YEAR = 9999;

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration SHORTEST_STEP = Duration.ofMinutes(5);

    private SeriesInput() {}

    /** A series of the input, with what it takes to name the steps behind it. */
    record NamedSeries(String name, TimeSeries values, LocalDateTime last, TimeForm form) {

        /** Returns the time of a step ahead, from 1, written as the input writes its times. */
        String timeOf(int step) {
            return form.format(last.plus(values.step().multipliedBy(step)));
        }
    }

    /**
     * Reads all series, in the order in which they first appear.
     *
     * @throws Command.BadInput naming the line that can't be used
     */
    static List<NamedSeries> read(InputStream in) throws Command.BadInput, IOException {
        Map<String, Rows> rows = new LinkedHashMap<>();
        try (var reader = CsvReader.builder()
                .detectBomHeader(true)
                .allowMissingFields(true)
                .allowExtraFields(true)
                .ofCsvRecord(in, StandardCharsets.UTF_8)) {
            boolean daily = false;
            boolean first = true;
            for (CsvRecord line : reader) {
                if (first) {
                    daily = isDaily(line);
                    first = false;
                    continue;
                }
                add(line, daily, rows);
            }
            if (first) {
                throw new Command.BadInput("line 1: the input is empty; expected the header series,date,value");
            }
        } catch (CsvParseException | UncheckedIOException e) {
            throw new Command.BadInput("the input is no readable CSV: " + message(e));
        }
        var series = new ArrayList<NamedSeries>(rows.size());
        for (var entry : rows.entrySet()) {
            series.add(entry.getValue().toSeries(entry.getKey()));
        }
        return series;
    }

    private static String message(Exception e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("unknown reason");
    }

    private static boolean isDaily(CsvRecord header) throws Command.BadInput {
        var names = header.getFields();
        if (names.equals(List.of("series", "date", "value"))) {
            return true;
        }
        if (names.equals(List.of("series", "time", "value"))) {
            return false;
        }
        throw at(
                header.getStartingLineNumber(),
                "the header must be series,date,value or series,time,value, not " + String.join(",", names));
    }

    private static void add(CsvRecord line, boolean daily, Map<String, Rows> rows) throws Command.BadInput {
        long number = line.getStartingLineNumber();
        if (line.getFieldCount() != 3) {
            throw at(number, "expected 3 fields, found " + line.getFieldCount());
        }
        String name = line.getField(0);
        if (name.isEmpty()) {
            throw at(number, "the series has no name");
        }
        String text = line.getField(1);
        var before = rows.get(name);
        // a series keeps the form of its first row: a time with another offset is the same moment in that row's offset
        TimeForm form = before == null ? TimeForm.of(text, daily) : before.form;
        LocalDateTime time;
        try {
            time = form.parse(text);
        } catch (DateTimeException e) {
            throw at(number, expected(daily, before) + " is expected, not " + quoted(text));
        }
        if (time.getYear() < 1 || time.getYear() > LAST_YEAR) {
            throw at(number, "a year from 1 to " + LAST_YEAR + " is expected, not " + quoted(text));
        }
        double value = Double.NaN;
        if (!line.getField(2).isBlank()) {
            value = Numbers.parse(line.getField(2));
            if (Double.isNaN(value)) {
                throw at(number, "a finite number is expected, not " + quoted(line.getField(2)));
            }
        }
        rows.computeIfAbsent(name, key -> new Rows(form)).add(number, time, value);
    }

    private static String expected(boolean daily, @Nullable Rows before) {
        if (daily) {
            return "a date such as 2027-01-31";
        }
        return before == null ? "an ISO-8601 time" : "a time such as " + before.form.format(before.times.getLast());
    }

    private static String quoted(String text) {
        return "\"" + (text.length() > 40 ? text.substring(0, 40) + "…" : text) + "\"";
    }

    static Command.BadInput at(long line, String what) {
        return new Command.BadInput("line " + line + ": " + what);
    }

    private static final class Rows {
        private final TimeForm form;
        private final List<LocalDateTime> times = new ArrayList<>();
        private final List<Double> values = new ArrayList<>();
        private final List<Long> lines = new ArrayList<>();
        private @Nullable Duration shortest;

        Rows(TimeForm form) {
            this.form = form;
        }

        void add(long line, LocalDateTime time, double value) throws Command.BadInput {
            if (!times.isEmpty()) {
                Duration since = Duration.between(times.get(times.size() - 1), time);
                if (since.isNegative() || since.isZero()) {
                    throw at(
                            line,
                            "the times of a series must rise, but " + form.format(time) + " follows "
                                    + form.format(times.get(times.size() - 1)));
                }
                if (shortest == null || since.compareTo(shortest) < 0) {
                    shortest = since;
                }
            }
            times.add(time);
            values.add(value);
            lines.add(line);
        }

        NamedSeries toSeries(String name) throws Command.BadInput {
            Duration step = form.isDate() ? DAY : shortest == null ? HOUR : shortest;
            if (step.compareTo(SHORTEST_STEP) < 0) {
                throw at(
                        lines.get(0),
                        "the times of series " + quoted(name) + " are " + step + " apart; the shortest step is "
                                + SHORTEST_STEP);
            }
            var builder = TimeSeries.builder(step);
            boolean any = false;
            for (int i = 0; i < times.size(); i++) {
                if (i > 0) {
                    long slots = slots(Duration.between(times.get(i - 1), times.get(i)), step, lines.get(i));
                    for (long gap = 1; gap < slots; gap++) {
                        builder.addGap();
                    }
                }
                if (Double.isNaN(values.get(i))) {
                    builder.addGap();
                } else {
                    builder.add(values.get(i));
                    any = true;
                }
            }
            if (!any) {
                throw at(lines.get(0), "series " + quoted(name) + " holds no value");
            }
            return new NamedSeries(name, builder.build(), times.get(times.size() - 1), form);
        }

        private static long slots(Duration since, Duration step, long line) throws Command.BadInput {
            long slots = since.dividedBy(step);
            if (!step.multipliedBy(slots).equals(since)) {
                throw at(
                        line,
                        "times must be evenly spaced: " + since + " since the row before is no multiple of the step "
                                + step);
            }
            if (slots > LONGEST_GAP) {
                throw at(line, "a gap of " + slots + " steps before this row");
            }
            return slots;
        }
    }
}

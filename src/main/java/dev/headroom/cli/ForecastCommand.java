package dev.headroom.cli;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.headroom.cli.SeriesInput.NamedSeries;
import dev.headroom.forecast.CombinationForecaster;
import dev.headroom.forecast.Crossing;
import dev.headroom.forecast.Forecast;
import dev.headroom.forecast.Forecaster;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Forecasts each series of a CSV file: quantiles by step, and when thresholds are crossed. */
final class ForecastCommand implements Command {

    private static final int LONGEST_HORIZON = 100_000;
    private static final int BATCH = 256;

    private static final String HELP = """
            headroom forecast --horizon N [--level L,L,...] [--thresholds FILE --crossings FILE] < series.csv > forecast.csv

            Forecasts each series of a CSV file.

              --horizon N        how many steps ahead, from 1 to 100000
              --level L,L,...    the quantiles, between 0 and 1; 0.1,0.5,0.9 unless given
              --thresholds FILE  reads series,threshold, in the series' own unit
              --crossings FILE   writes series,p10,p50,p90: steps until the threshold is crossed, empty where not within
                                 the horizon

            In:  series,date,value (a value a day) or series,time,value (ISO-8601, evenly spaced, 5 minutes or more apart), in
                 order of time; an empty value is missing. Demand is never negative: a value below zero counts as zero.
            Out: series,step,date and a column for each quantile.
            """;

    private final Forecaster forecaster = new CombinationForecaster();

    private record Options(
            int horizon,
            List<BigDecimal> levels,
            @Nullable Path thresholds,
            @Nullable Path crossings) {}

    /** What one series adds to the two files. */
    private record Answer(String forecast, String crossing) {}

    @Override
    public void run(List<String> arguments, InputStream in, PrintStream out) throws IOException, BadInput {
        if (arguments.contains("--help")) {
            out.print(HELP);
            return;
        }
        Options options = options(arguments);
        Map<String, Double> thresholds = options.thresholds == null ? Map.of() : thresholds(options.thresholds);
        List<NamedSeries> all = SeriesInput.read(in);
        warnOfNegatives(all);
        var crossings = new StringBuilder("series,p10,p50,p90\n");
        var header = new StringBuilder("series,step,date");
        for (BigDecimal level : options.levels) {
            header.append(",p")
                    .append(level.movePointRight(2).stripTrailingZeros().toPlainString());
        }
        out.print(header.append('\n'));
        for (int from = 0; from < all.size(); from += BATCH) {
            var batch = all.subList(from, Math.min(all.size(), from + BATCH));
            // in the order of the input, whatever thread is first
            var answers = batch.parallelStream()
                    .map(series -> answer(series, options, thresholds.get(series.name())))
                    .toList();
            for (Answer answer : answers) {
                out.print(answer.forecast);
                crossings.append(answer.crossing);
            }
        }
        if (options.crossings != null) {
            Files.writeString(options.crossings, crossings);
        }
    }

    private static void warnOfNegatives(List<NamedSeries> all) {
        long count = 0;
        String first = "";
        for (NamedSeries series : all) {
            long here = Arrays.stream(series.values().toArray(0))
                    .filter(value -> value < 0)
                    .count();
            first = count == 0 && here > 0 ? series.name() : first;
            count += here;
        }
        if (count > 0) {
            System.err.println(
                    "headroom forecast: values below zero count as zero: " + count + ", the first in series " + first);
        }
    }

    private Answer answer(NamedSeries series, Options options, @Nullable Double threshold) {
        Forecast forecast = forecaster.forecast(series.values(), options.horizon);
        var paths = new ArrayList<double[]>();
        for (BigDecimal level : options.levels) {
            paths.add(forecast.path(level.doubleValue()));
        }
        String name = field(series.name());
        var rows = new StringBuilder(options.horizon * 48);
        for (int step = 1; step <= options.horizon; step++) {
            rows.append(name).append(',').append(step).append(',').append(series.timeOf(step));
            for (double[] path : paths) {
                rows.append(',').append(Numbers.plain(path[step - 1]));
            }
            rows.append('\n');
        }
        if (threshold == null) {
            return new Answer(rows.toString(), "");
        }
        Crossing crossing = forecast.crossing(threshold);
        return new Answer(
                rows.toString(),
                name + "," + orEmpty(crossing.p10()) + "," + orEmpty(crossing.p50()) + "," + orEmpty(crossing.p90())
                        + "\n");
    }

    private static String orEmpty(OptionalInt step) {
        return step.isPresent() ? Integer.toString(step.getAsInt()) : "";
    }

    private static String field(String name) {
        var text = new StringWriter();
        try (var writer = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
            writer.writeRecord(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var line = text.toString();
        return line.substring(0, line.length() - LineDelimiter.LF.toString().length());
    }

    private static Options options(List<String> arguments) throws BadInput {
        int horizon = 0;
        List<BigDecimal> levels = List.of(new BigDecimal("0.1"), new BigDecimal("0.5"), new BigDecimal("0.9"));
        Path thresholds = null;
        Path crossings = null;
        for (int i = 0; i < arguments.size(); i += 2) {
            String option = arguments.get(i);
            if (!List.of("--horizon", "--level", "--thresholds", "--crossings").contains(option)) {
                throw new BadInput("unknown option " + option
                        + "; known are --horizon N, --level L,L,…, --thresholds FILE, --crossings FILE, --help");
            }
            if (i + 1 == arguments.size()) {
                throw new BadInput(option + " needs a value");
            }
            String value = arguments.get(i + 1);
            switch (option) {
                case "--horizon" -> horizon = horizon(value);
                case "--level" -> levels = levels(value);
                case "--thresholds" -> thresholds = Path.of(value);
                default -> crossings = Path.of(value);
            }
        }
        if (horizon == 0) {
            throw new BadInput("--horizon N is required: how many steps ahead");
        }
        if ((thresholds == null) != (crossings == null)) {
            throw new BadInput("--thresholds and --crossings go together");
        }
        if (crossings != null && !canWrite(crossings)) {
            throw new BadInput("--crossings: can't write " + crossings);
        }
        return new Options(horizon, levels, thresholds, crossings);
    }

    private static boolean canWrite(Path file) {
        if (Files.exists(file)) {
            return !Files.isDirectory(file) && Files.isWritable(file);
        }
        return Files.isWritable(file.toAbsolutePath().getParent());
    }

    private static int horizon(String value) throws BadInput {
        try {
            int horizon = Integer.parseInt(value);
            if (horizon >= 1 && horizon <= LONGEST_HORIZON) {
                return horizon;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new BadInput("--horizon must be a whole number from 1 to " + LONGEST_HORIZON + ", not " + value);
    }

    private static List<BigDecimal> levels(String value) throws BadInput {
        var levels = new ArrayList<BigDecimal>();
        for (String part : value.split(",", -1)) {
            double level = Numbers.parse(part);
            if (!(level > 0 && level < 1)) {
                throw new BadInput("--level must be numbers between 0 and 1, such as 0.1,0.5,0.9, not " + value);
            }
            levels.add(new BigDecimal(part.strip()));
        }
        return levels;
    }

    private static Map<String, Double> thresholds(Path file) throws BadInput, IOException {
        var thresholds = new HashMap<String, Double>();
        String where = file + ", ";
        if (Files.isDirectory(file) || !Files.isReadable(file)) {
            throw new BadInput("--thresholds: can't read " + file);
        }
        try (var reader = CsvReader.builder()
                .detectBomHeader(true)
                .allowMissingFields(true)
                .allowExtraFields(true)
                .ofCsvRecord(Files.newInputStream(file), StandardCharsets.UTF_8)) {
            boolean first = true;
            for (CsvRecord line : reader) {
                String at = where + "line " + line.getStartingLineNumber() + ": ";
                if (first) {
                    if (!line.getFields().equals(List.of("series", "threshold"))) {
                        throw new BadInput(at + "the header must be series,threshold");
                    }
                    first = false;
                    continue;
                }
                double threshold = line.getFieldCount() == 2 ? Numbers.parse(line.getField(1)) : Double.NaN;
                if (Double.isNaN(threshold)) {
                    throw new BadInput(at + "a series and its threshold, a finite number, are expected");
                }
                if (thresholds.put(line.getField(0), threshold) != null) {
                    throw new BadInput(at + "a second threshold for series " + line.getField(0));
                }
            }
            if (first) {
                throw new BadInput(where + "line 1: the header must be series,threshold");
            }
        } catch (CsvParseException | UncheckedIOException e) {
            throw new BadInput(where + "no readable CSV: " + e.getMessage());
        }
        return thresholds;
    }
}

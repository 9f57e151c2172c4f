import dev.headroom.forecast.CombinationForecaster;
import dev.headroom.forecast.Forecast;
import dev.headroom.forecast.Forecaster;
import dev.headroom.forecast.KnownEvent;
import dev.headroom.plan.LeadTime;
import dev.headroom.replay.Circumstances;
import dev.headroom.replay.Course;
import dev.headroom.replay.Replay;
import dev.headroom.replay.Rule;
import dev.headroom.units.TimeSeries;
import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;

/**
 * Follows four rules through real series, each scaled to a fleet of ten nodes, week by week, and ours with several
 * confidences: {@code ReplayBench FOLDER [--each]}. FOLDER holds sets as {@code train.csv.gz} and {@code test.csv.gz} with
 * columns id, index, value. A series belongs to half A or B by its id, so that what was chosen on one can be seen on the other.
 */
final class ReplayBench {

    private static final int KNOWN_DAYS = 180; // before the first decision
    private static final int SHORTEST = 270;
    private static final int NODES = 10;
    private static final double FILLED = 0.75; // of what may be used, when the replay begins
    private static final double MONTHLY = 200;
    private static final LeadTime EIGHT_TO_TWELVE_WEEKS = LeadTime.prior(56, 84);
    private static final int INSTALL_DAYS = 3;
    private static final double CONFIDENCE = 0.9;
    private static final double[] CONFIDENCES = {0.8, 0.9, 0.95, 0.98, 0.99};

    /**
     * A series and what the rules would have brought it.
     *
     * @param ours Headroom's course by its confidence
     */
    private record Result(String set, String id, Map<Rule, Course> courses, Map<Double, Course> ours) {

        boolean isOfHalfA() {
            var sum = new CRC32();
            sum.update(id.getBytes(StandardCharsets.UTF_8));
            return sum.getValue() % 2 == 0;
        }
    }

    public static void main(String[] args) throws IOException {
        var each = List.of(args).contains("--each");
        var results = new ArrayList<Result>();
        try (var folders = Files.list(Path.of(args[0]))) {
            for (var folder : folders.sorted().toList()) {
                var name = folder.getFileName().toString();
                if (name.endsWith("_daily") || name.startsWith("synth_")) {
                    results.addAll(set(folder));
                }
            }
        }
        if (each) {
            results.forEach(result -> System.out.println(line(result.set() + "/" + result.id(), List.of(result))));
        }
        var sets = new TreeMap<String, List<Result>>();
        results.forEach(result -> sets.computeIfAbsent(result.set(), set -> new ArrayList<>()).add(result));
        System.out.printf("%-34s %8s", "series", "days");
        for (var rule : Rule.values()) {
            System.out.printf("  %13s over     money", rule.title());
        }
        System.out.println();
        sets.forEach((set, of) -> System.out.println(line(set + " (" + of.size() + ")", of)));
        System.out.println(line("all (" + results.size() + ")", results));
        System.out.print("before a first order could come, not counted above:");
        for (var rule : Rule.values()) {
            System.out.print("  " + rule.title() + " "
                    + sum(results, result -> result.courses().get(rule).tooSoon()));
        }
        System.out.println();
        System.out.println();
        frontier(results);
    }

    private static List<Result> set(Path folder) throws IOException {
        var values = new LinkedHashMap<String, List<Double>>();
        read(folder.resolve("train.csv.gz"), values);
        read(folder.resolve("test.csv.gz"), values);
        return values.entrySet().parallelStream()
                .filter(series -> series.getValue().size() >= SHORTEST)
                .map(series -> follow(folder.getFileName().toString(), series.getKey(), series.getValue()))
                .toList();
    }

    private static void read(Path file, Map<String, List<Double>> values) throws IOException {
        try (var in = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(new FileInputStream(file.toFile()))))) {
            in.readLine();
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                var cells = line.split(",", -1);
                values.computeIfAbsent(cells[0], id -> new ArrayList<>())
                        .add(cells[2].isEmpty() ? Double.NaN : Math.max(0, Double.parseDouble(cells[2])));
            }
        }
    }

    private static Result follow(String set, String id, List<Double> values) {
        var series = TimeSeries.builder(Duration.ofDays(1));
        values.forEach(value -> {
            if (Double.isNaN(value)) {
                series.addGap();
            } else {
                series.add(value);
            }
        });
        var history = series.build();
        var means = Replay.trailingMeans(history.toArray(Double.NaN));
        double highest = 0;
        for (int day = KNOWN_DAYS - 28; day < KNOWN_DAYS; day++) {
            highest = Double.isNaN(means[day]) ? highest : Math.max(highest, means[day]);
        }
        var forecaster = new Remembering();
        var ours = new TreeMap<Double, Course>();
        for (double confidence : CONFIDENCES) {
            ours.put(confidence, replay(history, highest, confidence, values.hashCode(), forecaster)
                    .follow(Rule.HEADROOM));
        }
        var courses = new EnumMap<Rule, Course>(Rule.class);
        var simple = replay(history, highest, CONFIDENCE, values.hashCode(), forecaster);
        for (var rule : Rule.values()) {
            courses.put(rule, rule == Rule.HEADROOM ? ours.get(CONFIDENCE) : simple.follow(rule));
        }
        return new Result(set, id, courses, ours);
    }

    private static Replay replay(
            TimeSeries history, double highest, double confidence, long seed, Forecaster forecaster) {
        return new Replay(
                history,
                new Circumstances(
                        highest / (FILLED * NODES),
                        NODES,
                        KNOWN_DAYS,
                        EIGHT_TO_TWELVE_WEEKS,
                        INSTALL_DAYS,
                        confidence,
                        seed),
                forecaster);
    }

    /** The forecast of a week is the same for each confidence. */
    private static final class Remembering implements Forecaster {

        private final Forecaster forecaster = new CombinationForecaster();
        private final Map<Integer, Forecast> known = new HashMap<>();

        @Override
        public Forecast forecast(TimeSeries history, int horizon, List<KnownEvent> events) {
            return known.computeIfAbsent(
                    history.size(), size -> forecaster.forecast(history, horizon, events));
        }
    }

    private static String line(String name, List<Result> results) {
        var line = new StringBuilder("%-34s %8d"
                .formatted(name, sum(results, result -> result.courses().get(Rule.HINDSIGHT).days())));
        for (var rule : Rule.values()) {
            var sum = Sum.of(results, result -> result.courses().get(rule));
            line.append("  %18d %+8.1f%%".formatted(sum.over(), sum.above()));
        }
        return line.toString();
    }

    private static int sum(List<Result> results, ToIntFunction<Result> value) {
        return results.stream().mapToInt(value).sum();
    }

    /**
     * What a rule brought a group of series.
     *
     * @param above money above hindsight's, in percent
     */
    private record Sum(int over, double money, double above) {

        static Sum of(List<Result> results, Function<Result, Course> course) {
            double money = money(results, course);
            double best = money(results, result -> result.courses().get(Rule.HINDSIGHT));
            return new Sum(
                    sum(results, result -> course.apply(result).daysOver()), money, 100 * (money / best - 1));
        }

        private static double money(List<Result> results, Function<Result, Course> course) {
            return results.stream()
                    .mapToDouble(result -> course.apply(result).nodeDays() * MONTHLY / 30.4375)
                    .sum();
        }

        boolean dominates(Sum other) {
            return over <= other.over && money < other.money || over < other.over && money <= other.money;
        }
    }

    /** Each confidence beside the two simple rules, over all series and over each half. */
    private static void frontier(List<Result> results) {
        var groups = List.of(
                results,
                results.stream().filter(Result::isOfHalfA).toList(),
                results.stream().filter(result -> !result.isOfHalfA()).toList());
        System.out.printf("%-18s %18s %18s %18s   dominates, over all / A / B%n", "", "all", "half A", "half B");
        for (var rule : List.of(Rule.AT_80_PERCENT, Rule.STRAIGHT_LINE, Rule.HINDSIGHT)) {
            System.out.printf("%-18s", rule.title());
            groups.forEach(group -> System.out.print(
                    figures(Sum.of(group, result -> result.courses().get(rule)))));
            System.out.println();
        }
        for (double confidence : CONFIDENCES) {
            System.out.printf("Headroom %5.1f %%   ", 100 * confidence);
            groups.forEach(group -> System.out.print(
                    figures(Sum.of(group, result -> result.ours().get(confidence)))));
            for (var rule : List.of(Rule.AT_80_PERCENT, Rule.STRAIGHT_LINE)) {
                System.out.print("   " + rule.title() + ": "
                        + groups.stream()
                                .map(group -> Sum.of(group, result -> result.ours().get(confidence))
                                                .dominates(Sum.of(
                                                        group, result -> result.courses().get(rule)))
                                        ? "yes"
                                        : "no")
                                .collect(Collectors.joining(" / ")));
            }
            System.out.println();
        }
    }

    private static String figures(Sum sum) {
        return " %8d %+8.1f%%".formatted(sum.over(), sum.above());
    }
}

import dev.headroom.forecast.CombinationForecaster;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/**
 * Follows four rules through real series, each scaled to a fleet of ten nodes, week by week: {@code ReplayBench FOLDER
 * [--each] [--sets a,b]}. FOLDER holds sets as {@code train.csv.gz} and {@code test.csv.gz} with columns id, index, value.
 */
final class ReplayBench {

    private static final int KNOWN_DAYS = 180; // before the first decision
    private static final int SHORTEST = 270;
    private static final int NODES = 10;
    private static final double FILLED = 0.75; // of what may be used, when the replay begins
    private static final double MONTHLY = 200;
    private static final LeadTime EIGHT_TO_TWELVE_WEEKS = LeadTime.prior(56, 84);
    private static final int INSTALL_DAYS = 3;
    private static final double CONFIDENCE = Double.parseDouble(System.getProperty("confidence", "0.9"));

    private record Result(String set, String id, Map<Rule, Course> courses) {}

    public static void main(String[] args) throws IOException {
        var each = List.of(args).contains("--each");
        var results = new ArrayList<Result>();
        try (var folders = Files.list(Path.of(args[0]))) {
            for (var folder : folders.sorted().toList()) {
                if (folder.getFileName().toString().endsWith("_daily")) {
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
        dominance(results);
    }

    private static List<Result> set(Path folder) throws IOException {
        var values = new LinkedHashMap<String, List<Double>>();
        read(folder.resolve("train.csv.gz"), values);
        read(folder.resolve("test.csv.gz"), values);
        return values.entrySet().parallelStream()
                .filter(series -> series.getValue().size() >= SHORTEST)
                .map(series -> new Result(folder.getFileName().toString(), series.getKey(), follow(series.getValue())))
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

    private static Map<Rule, Course> follow(List<Double> values) {
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
        var replay = new Replay(
                history,
                new Circumstances(
                        highest / (FILLED * NODES),
                        NODES,
                        KNOWN_DAYS,
                        EIGHT_TO_TWELVE_WEEKS,
                        INSTALL_DAYS,
                        CONFIDENCE,
                        values.hashCode()),
                new CombinationForecaster());
        var courses = new EnumMap<Rule, Course>(Rule.class);
        replay.courses().forEach(course -> courses.put(course.rule(), course));
        return courses;
    }

    private static String line(String name, List<Result> results) {
        var line = new StringBuilder("%-34s %8d".formatted(
                name,
                results.stream()
                        .mapToInt(result -> result.courses().get(Rule.HINDSIGHT).days())
                        .sum()));
        double best = money(results, Rule.HINDSIGHT);
        for (var rule : Rule.values()) {
            line.append("  %18d %+8.1f%%"
                    .formatted(over(results, rule), 100 * (money(results, rule) / best - 1)));
        }
        return line.toString();
    }

    private static int over(List<Result> results, Rule rule) {
        return results.stream()
                .mapToInt(result -> result.courses().get(rule).daysOver())
                .sum();
    }

    private static double money(List<Result> results, Rule rule) {
        return results.stream()
                .mapToDouble(result -> result.courses().get(rule).nodeDays() * MONTHLY / 30.4375)
                .sum();
    }

    private static void dominance(List<Result> results) {
        for (var rule : List.of(Rule.AT_80_PERCENT, Rule.STRAIGHT_LINE)) {
            int over = over(results, Rule.HEADROOM) - over(results, rule);
            double money = money(results, Rule.HEADROOM) - money(results, rule);
            boolean dominates = over <= 0 && money < 0 || over < 0 && money <= 0;
            System.out.printf(
                    "Headroom against '%s': %+d days over the limit, %+.0f EUR (%+.2f %% of its money): %s%n",
                    rule.title(),
                    over,
                    money,
                    100 * money / money(results, rule),
                    dominates ? "dominates" : "does not dominate");
        }
    }
}

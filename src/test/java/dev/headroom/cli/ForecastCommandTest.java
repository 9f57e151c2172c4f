package dev.headroom.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForecastCommandTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private List<String> run(String input, String... arguments) throws Exception {
        var stream = new PrintStream(out, false, StandardCharsets.UTF_8);
        new ForecastCommand()
                .run(
                        Arrays.asList(arguments),
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                        stream);
        stream.flush();
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static String days(String series, int count, double growth) {
        var rows = new StringBuilder();
        for (int i = 0; i < count; i++) {
            rows.append(series)
                    .append(',')
                    .append(LocalDate.of(2027, 1, 1).plusDays(i))
                    .append(',')
                    .append(100 + growth * i)
                    .append('\n');
        }
        return rows.toString();
    }

    @Test
    void forecastsEachSeriesInTheOrderOfTheInput() throws Exception {
        var lines = run("series,date,value\n" + days("web", 30, 1) + days("db", 40, 0), "--horizon", "3");

        assertThat(lines).hasSize(7).startsWith("series,step,date,p10,p50,p90");
        assertThat(lines.get(1)).startsWith("web,1,2027-01-31,");
        assertThat(lines.get(4)).startsWith("db,1,2027-02-10,");
        assertThat(lines.get(6)).startsWith("db,3,2027-02-12,");
        for (String line : lines.subList(1, 7)) {
            var fields = line.split(",");
            assertThat(Double.parseDouble(fields[3])).isLessThanOrEqualTo(Double.parseDouble(fields[4]));
            assertThat(Double.parseDouble(fields[4])).isLessThanOrEqualTo(Double.parseDouble(fields[5]));
        }
    }

    @Test
    void writesTheLevelsThatAreAskedFor() throws Exception {
        var lines = run("series,date,value\n" + days("a", 20, 1), "--horizon", "1", "--level", "0.025,0.5,0.95");

        assertThat(lines.get(0)).isEqualTo("series,step,date,p2.5,p50,p95");
    }

    @Test
    void writesTimesAsTheInputDoes() throws Exception {
        var lines = run("""
                series,time,value
                utc,2027-01-01T00:00:00Z,1
                utc,2027-01-01T00:05:00Z,2
                utc,2027-01-01T00:15:00Z,
                "far, away",2027-01-01T00:00+02:00,7
                """, "--horizon", "2");

        assertThat(lines.get(1)).startsWith("utc,1,2027-01-01T00:20:00Z,");
        assertThat(lines.get(2)).startsWith("utc,2,2027-01-01T00:25:00Z,");
        assertThat(lines.get(3)).startsWith("\"far, away\",1,2027-01-01T01:00+02:00,");
    }

    @Test
    void countsTheHoursWhereTheClockIsChanged() throws Exception {
        var lines = run("""
                series,time,value
                spring,2027-03-28T00:00+01:00,1
                spring,2027-03-28T01:00+01:00,2
                spring,2027-03-28T03:00+02:00,3
                autumn,2027-10-31T02:00+02:00,1
                autumn,2027-10-31T02:00+01:00,2
                autumn,2027-10-31T03:00+01:00,3
                """, "--horizon", "1");

        assertThat(lines.get(1)).startsWith("spring,1,2027-03-28T03:00+01:00,");
        assertThat(lines.get(2)).startsWith("autumn,1,2027-10-31T05:00+02:00,");
        assertThat(lines.get(1).split(",", 4)[3]).isEqualTo(lines.get(2).split(",", 4)[3]);
    }

    @Test
    void writesNamesAsTheyCame() throws Exception {
        var lines = run("series,date,value\na ,2027-01-01,1\n", "--horizon", "1");

        assertThat(lines.get(1)).startsWith("a ,1,");
    }

    @Test
    void writesWhenThresholdsAreCrossed(@TempDir Path folder) throws Exception {
        Path thresholds = folder.resolve("t.csv");
        Path crossings = folder.resolve("c.csv");
        Files.writeString(thresholds, "series,threshold\nhigh,1e9\ngrowing,420\n");

        run(
                "series,date,value\n" + days("growing", 100, 2) + days("free", 50, 1) + days("high", 50, 1),
                "--horizon",
                "120",
                "--thresholds",
                thresholds.toString(),
                "--crossings",
                crossings.toString());

        var lines = Files.readAllLines(crossings);
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).isEqualTo("series,p10,p50,p90");
        assertThat(Integer.parseInt(lines.get(1).split(",")[2])).isBetween(45, 85);
        assertThat(lines.get(2)).isEqualTo("high,,,");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                                                                   | line 1: the input is empty
                    series,day,value                                                     | line 1: the header must be
                    series,date,value;a,2027-01-01,1;a,2027-01-02                        | line 3: expected 3 fields
                    series,date,value;a,2027-01-01,1;a,2027-01-02,x                      | line 3: a finite number
                    series,date,value;a,2027-01-01,NaN                                   | line 2: a finite number
                    series,date,value;a,2027-01-01,1e999                                 | line 2: a finite number
                    series,date,value;a,2027-02-30,1                                     | line 2: a date
                    series,date,value;a,2027-01-02,1;a,2027-01-02,2                      | line 3: the times of a series must rise
                    series,date,value;a,2027-01-02,1;b,2027-01-02,2;a,2027-01-01,3       | line 4: the times of a series must rise
                    series,date,value;,2027-01-01,1                                      | line 2: the series has no name
                    series,date,value;a,2027-01-01,;a,2027-01-02,                        | line 2: series "a" holds no value
                    series,time,value;a,2027-01-01T00:00:00Z,1;a,2027-01-01T01:00:00Z,1;a,2027-01-01T02:30:00Z,1 | line 4: times must be evenly spaced
                    series,time,value;a,yesterday,1                                      | line 2: an ISO-8601 time
                    series,time,value;a,2027-01-01T00:00Z,1;a,2027-01-01T01:00,1         | line 3: a time such as 2027-01-01T00:00Z is expected, not "2027-01-01T01:00"
                    series,date,value;a,+10000-01-01,1                                   | line 2: a year from 1 to 9999
                    series,time,value;a,2027-01-01T00:00:00Z,1;a,2027-01-01T00:04:59Z,1  | line 2: the times of series "a" are PT4M59S apart; the shortest step is PT5M
                    """)
    void saysWhichLineCantBeUsedAndWritesNothing(String input, String message) {
        assertThatThrownBy(() -> run(input.replace(';', '\n'), "--horizon", "5"))
                .isInstanceOf(Command.BadInput.class)
                .hasMessageContaining(message);
        assertThat(out.size()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                                 | --horizon N is required
                    --horizon 0                        | from 1 to
                    --horizon ten                      | from 1 to
                    --horizon                          | needs a value
                    --horizon 5 --level 1.5            | between 0 and 1
                    --horizon 5 --color red            | unknown option --color
                    --horizon 5 --thresholds x         | go together
                    --horizon 5 --thresholds /no/file --crossings c | can't read /no/file
                    --horizon 5 --thresholds / --crossings c | can't read /
                    --horizon 5 --thresholds c --crossings /no/file | can't write /no/file
                    """)
    void saysWhichArgumentCantBeUsed(String arguments, String message) {
        String[] words = arguments.isEmpty() ? new String[0] : arguments.split(" ");

        assertThatThrownBy(() -> run("series,date,value\na,2027-01-01,1\n", words))
                .isInstanceOf(Command.BadInput.class)
                .hasMessageContaining(message);
        assertThat(out.size()).isZero();
    }

    @Test
    void tellsHowItIsUsed() throws Exception {
        assertThat(run("", "--help")).first().asString().startsWith("headroom forecast --horizon N");
    }

    @Test
    void saysThatValuesBelowZeroCountAsZero() throws Exception {
        var complaints = new ByteArrayOutputStream();
        var before = System.err;
        System.setErr(new PrintStream(complaints, true, StandardCharsets.UTF_8));
        List<String> lines;
        try {
            lines = run("series,date,value\nfine,2027-01-01,1\na,2027-01-01,5\na,2027-01-02,-3\n", "--horizon", "2");
        } finally {
            System.setErr(before);
        }

        assertThat(lines).hasSize(5).noneMatch(line -> line.contains(",-"));
        assertThat(complaints.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("headroom forecast: values below zero count as zero: 1, the first in series a");
    }
}

package dev.headroom.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.inventory.Subject;
import dev.headroom.testing.RunningServer;
import dev.headroom.testing.SampleAssessment;
import dev.headroom.units.Resource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class ForecastScoresTest extends RunningServer {

    private static final LocalDate MONDAY = LocalDate.parse("2019-03-04");
    private static final Subject POOL = Subject.pool("judged");

    @Autowired
    private Assessments assessments;

    @Autowired
    private ForecastScores scores;

    @AfterEach
    void forget() {
        jdbc.sql("delete from assessment where as_of < date '2020-01-01'").update();
        jdbc.sql("delete from daily_usage where subject_id = 'judged'").update();
    }

    @Test
    void comparesADayWithWhatWasSaidADayAndAWeekBefore() {
        said(MONDAY, 90, 100, 110, null);
        said(MONDAY.plusDays(6), 70, 75, 80, null);
        used(MONDAY.plusDays(7), 100);

        int scored = scores.settle(MONDAY.plusDays(7));

        assertThat(scored).isEqualTo(2);
        var record = scores.record(MONDAY, MONDAY.plusDays(30));
        assertThat(record.horizons()).hasSize(2);
        var day = record.horizons().getFirst();
        assertThat(day.horizonDays()).isEqualTo(1);
        assertThat(day.above()).isEqualTo(1);
        assertThat(day.bias()).isCloseTo(-0.25, within(1e-12));
        assertThat(day.loss()).isCloseTo((0.1 * 30 + 0.5 * 25 + 0.9 * 20) / 3 / 100, within(1e-12));
        var week = record.horizons().getLast();
        assertThat(week.horizonDays()).isEqualTo(7);
        assertThat(week.coverage()).isEqualTo(1);
        assertThat(record.coverage()).isEqualTo(0.5);
    }

    @Test
    void leavesAScoreAsItWasOnceItIsGiven() {
        said(MONDAY, 90, 100, 110, null);
        used(MONDAY.plusDays(1), 100);
        scores.settle(MONDAY.plusDays(1));
        used(MONDAY.plusDays(1), 500);

        int again = scores.settle(MONDAY.plusDays(1));

        assertThat(again).isZero();
        assertThat(scores.record(MONDAY, MONDAY.plusDays(9)).coverage()).isEqualTo(1);
    }

    @Test
    void leavesADayWithoutDataUnscored() {
        said(MONDAY, 90, 100, 110, null);

        int scored = scores.settle(MONDAY.plusDays(1));

        assertThat(scored).isZero();
        assertThat(scores.record(MONDAY, MONDAY.plusDays(9)).sentence())
                .isEqualTo("No forecast is old enough to be judged yet.");
    }

    @Test
    void tellsByHowManyDaysACrossingWasMissed() {
        said(MONDAY, 50, 60, 70, new CrossingDates(MONDAY.plusDays(12), MONDAY.plusDays(19), MONDAY.plusDays(30)));
        for (int day = -6; day <= 20; day++) {
            used(MONDAY.plusDays(day), day < 4 ? 60 : 81);
        }

        scores.settle(MONDAY.plusDays(20));

        assertThat(scores.settledDates(MONDAY, MONDAY.plusDays(30)))
                .singleElement()
                .satisfies(date -> assertThat(date.crossedOn()).isEqualTo(MONDAY.plusDays(10)));
        var record = scores.record(MONDAY, MONDAY.plusDays(30));
        assertThat(record.dates().meanDaysLate()).isEqualTo(9);
        assertThat(record.sentence()).startsWith("Dates were 9 days late on average, the band held ");
    }

    @Test
    void countsADateThatPassedWithoutACrossingAsAFalseAlarm() {
        said(MONDAY, 50, 60, 70, new CrossingDates(MONDAY.plusDays(2), MONDAY.plusDays(4), MONDAY.plusDays(6)));
        for (int day = 0; day <= 21; day++) {
            used(MONDAY.plusDays(day), 60);
        }

        scores.settle(MONDAY.plusDays(20));
        assertThat(scores.record(MONDAY, MONDAY.plusDays(30)).dates().falseAlarms())
                .isZero();

        scores.settle(MONDAY.plusDays(21));
        assertThat(scores.record(MONDAY, MONDAY.plusDays(30)).dates().falseAlarms())
                .isEqualTo(1);
    }

    private void said(LocalDate asOf, double p10, double p50, double p90, @Nullable CrossingDates crossing) {
        var sample = SampleAssessment.workers();
        var assessment = new Assessment(
                UUID.randomUUID(),
                asOf,
                asOf.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant(),
                sample.zone(),
                sample.currency(),
                sample.horizon(),
                sample.verdict(),
                List.of(),
                List.of(),
                sample.plan(),
                null,
                sample.data(),
                List.of(),
                null);
        var points = new ArrayList<ForecastSnapshot.Point>();
        for (int step = 1; step <= 30; step++) {
            points.add(new ForecastSnapshot.Point(asOf.plusDays(step), p10, null, p50, null, p90));
        }
        var forecast = new ForecastSnapshot(
                POOL.id(),
                Resource.CPU,
                asOf,
                "combination",
                assessment.generatedAt(),
                0.8,
                100.0,
                points,
                crossing,
                null,
                List.of());
        assessments.save(assessment, Map.of(POOL, List.of(forecast)));
    }

    private void used(LocalDate day, double p95) {
        jdbc.sql("""
                        insert into daily_usage (subject_kind, subject_id, resource, day, mean, p95, max, covered, slots)
                        values ('pool', ?, 'cpu', ?, ?, ?, ?, 288, 288)
                        on conflict (subject_kind, subject_id, resource, day) do update set p95 = excluded.p95""").params(POOL.id(), day, p95, p95, p95).update();
    }
}

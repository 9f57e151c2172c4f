package dev.headroom.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.forecast.CombinationForecaster;
import dev.headroom.plan.LeadTime;
import dev.headroom.units.DailySeries;
import dev.headroom.units.TimeSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ReplayTest {

    private static final int FROM = 150;
    private static final int DAYS = 400;
    private static final int LEAD = 40;
    private static final int INSTALL = 3;

    @Test
    void hindsightServesOnTheDayOfTheNeedAndNeverBreaksTheLimit() {
        var replay = replay(4, 10, day -> day < 200 ? 35 : 55);

        var course = replay.follow(Rule.HINDSIGHT);

        // the mean of seven days passes 40 on the second day of the step, and 50 on the sixth
        assertThat(course.daysOver()).isZero();
        assertThat(course.orders()).containsExactly(new Course.Order(201, 1, 201), new Course.Order(205, 1, 205));
        assertThat(course.nodeDays()).isEqualTo(4L * (DAYS - FROM) + (DAYS - 201) + (DAYS - 205));
    }

    @Test
    void hindsightGivesBackWhatIsNeverNeededAgain() {
        var course = replay(4, 10, day -> day < 200 ? 35 : 12).follow(Rule.HINDSIGHT);

        assertThat(course.orders()).isEmpty();
        assertThat(course.returns()).extracting(Course.Return::quantity).containsExactly(1, 1);
        assertThat(course.daysOver()).isZero();
    }

    @Test
    void theEightyPercentRuleOrdersInTheWeekInWhichUsageReachesIt() {
        var course = replay(4, 10, day -> 20 + day * 0.06).follow(Rule.AT_80_PERCENT);

        // 32 of 40 are reached on day 200 by the day, on day 203 by the mean of seven
        var first = course.orders().getFirst();
        assertThat(first.day()).isBetween(203, 210);
        assertThat(first.quantity()).isEqualTo(1);
        assertThat(first.inService()).isEqualTo(first.day() + LEAD + INSTALL);
    }

    @Test
    void theStraightLineSeesASteadyGrowthComeInTime() {
        var course = replay(4, 10, day -> 20 + day * 0.06).follow(Rule.STRAIGHT_LINE);

        assertThat(course.daysOver()).isZero();
        assertThat(course.orders()).isNotEmpty();
    }

    @Test
    void headroomKeepsTheLimitOfASteadyGrowthForNoMoreThanTheSimplerRulesPay() {
        var replay = replay(4, 10, day -> 20 + day * 0.06 + Math.sin(2 * Math.PI * day / 7));

        var ours = replay.follow(Rule.HEADROOM);

        assertThat(ours.daysOver()).isZero();
        assertThat(ours.nodeDays())
                .isLessThanOrEqualTo(replay.follow(Rule.AT_80_PERCENT).nodeDays())
                .isGreaterThanOrEqualTo(replay.follow(Rule.HINDSIGHT).nodeDays());
    }

    @Test
    void headroomGivesBackWhatLiesIdle() {
        var course = replay(8, 10, day -> 20 + Math.sin(day)).follow(Rule.HEADROOM);

        assertThat(course.orders()).isEmpty();
        assertThat(course.returns().stream().mapToInt(Course.Return::quantity).sum())
                .isBetween(4, 5);
        assertThat(course.daysOver()).isZero();
    }

    @Test
    void moreConfidenceHasFewerDaysOverTheLimitForMoreMoney() {
        var over = new ArrayList<Integer>();
        var nodeDays = new ArrayList<Long>();
        for (double confidence : new double[] {0.3, 0.6, 0.9}) {
            var courses = LongStream.rangeClosed(1, 8)
                    .mapToObj(seed ->
                            replay(4, 10, FROM, confidence, wandering(seed)).follow(Rule.HEADROOM))
                    .toList();
            over.add(courses.stream().mapToInt(Course::daysOver).sum());
            nodeDays.add(courses.stream().mapToLong(Course::nodeDays).sum());
        }

        assertThat(over).isSortedAccordingTo(Comparator.reverseOrder()).doesNotHaveDuplicates();
        assertThat(nodeDays).isSorted().doesNotHaveDuplicates();
    }

    private static IntToDoubleFunction wandering(long seed) {
        var steps = new SplittableRandom(seed).doubles(DAYS, -1.2, 1.3).toArray();
        return day -> Math.max(5, 25 + Arrays.stream(steps, 0, day).sum());
    }

    @Test
    void headroomPaysNoYearForAWeekThatOnlyMayBeDear() {
        var weeks = new SplittableRandom(3).doubles(DAYS, 28, 36).toArray();
        var replay = replay(4, 10, FROM, 0.5, day -> weeks[day / 7]);

        assertThat(replay.follow(Rule.HEADROOM).orders()).isEmpty();
        assertThat(replay.follow(Rule.AT_80_PERCENT).orders()).isNotEmpty();
    }

    @Test
    void daysBeforeAFirstOrderCouldComeCountForNobody() {
        var course = replay(4, 10, day -> day < FROM + 5 ? 30 : 45).follow(Rule.HEADROOM);

        assertThat(course.tooSoon()).isBetween(30, LEAD + INSTALL);
        assertThat(course.daysOver()).isLessThanOrEqualTo(2 * 7);
    }

    @Test
    void everyRuleKnowsOnlyWhatWasPast() {
        IntToDoubleFunction calm = day -> 25 + 0.03 * day + Math.sin(day);
        var one = replay(4, 10, calm);
        var other = replay(4, 10, day -> day < 300 ? calm.applyAsDouble(day) : 90);

        for (var rule : new Rule[] {Rule.AT_80_PERCENT, Rule.STRAIGHT_LINE, Rule.HEADROOM}) {
            assertThat(one.follow(rule).orders().stream()
                            .filter(order -> order.day() <= 300)
                            .toList())
                    .as(rule.title())
                    .isEqualTo(other.follow(rule).orders().stream()
                            .filter(order -> order.day() <= 300)
                            .toList());
        }
    }

    @Test
    void followsTheSameCourseEachTime() {
        IntToDoubleFunction demand = day -> 25 + 0.05 * day + Math.sin(day);

        assertThat(replay(4, 10, demand).follow(Rule.HEADROOM))
                .isEqualTo(replay(4, 10, demand).follow(Rule.HEADROOM));
    }

    @Test
    void passesOverDaysWithoutData() {
        var course = replay(4, 10, day -> day % 50 < 10 ? Double.NaN : 20).follow(Rule.AT_80_PERCENT);

        assertThat(course.daysOver()).isZero();
        assertThat(course.orders()).isEmpty();
    }

    @Test
    void refusesWhatCannotBeFollowed() {
        assertThatThrownBy(() -> new Circumstances(0, 4, FROM, LeadTime.of(LEAD), INSTALL, 0.9, 1))
                .hasMessageContaining("nodes that carry something");
        assertThatThrownBy(() -> replay(4, 10, DAYS, day -> 20)).hasMessageContaining("ends before the replay begins");
    }

    private static Replay replay(int nodes, double perNode, IntToDoubleFunction demand) {
        return replay(nodes, perNode, FROM, demand);
    }

    private static Replay replay(int nodes, double perNode, int from, IntToDoubleFunction demand) {
        return replay(nodes, perNode, from, 0.9, demand);
    }

    private static Replay replay(int nodes, double perNode, int from, double confidence, IntToDoubleFunction demand) {
        var history = TimeSeries.builder(DailySeries.DAY);
        for (int day = 0; day < DAYS; day++) {
            double value = demand.applyAsDouble(day);
            if (Double.isNaN(value)) {
                history.addGap();
            } else {
                history.add(value);
            }
        }
        return new Replay(
                history.build(),
                new Circumstances(perNode, nodes, from, LeadTime.of(LEAD), INSTALL, confidence, 1),
                new CombinationForecaster());
    }
}

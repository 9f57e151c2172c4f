package dev.headroom.assessment;

import dev.headroom.units.Money;
import dev.headroom.units.Resource;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What following a purchase rule would have brought a pool, for each of several rules, week by week through its own history.
 *
 * @param poolName   as it was when this was computed
 * @param asOf       the last day of history
 * @param haveDays   of history
 * @param needDays   from which on there is an answer
 * @param unanswered why there is no answer, a sentence; null where there is one
 * @param answer     null where there is none
 */
public record FleetReplay(
        String pool,
        String poolName,
        Resource resource,
        LocalDate asOf,
        int haveDays,
        int needDays,
        @Nullable String unanswered,
        @Nullable Answer answer) {

    public static final String HEADROOM = "headroom";
    public static final String HINDSIGHT = "hindsight";

    /**
     * Returns of each pool the one whose resource needs most nodes in hindsight: the same nodes carry the others, so nothing
     * may be summed over resources.
     */
    public static List<FleetReplay> deciding(List<FleetReplay> replays) {
        var most = new LinkedHashMap<String, FleetReplay>();
        for (var replay : replays) {
            if (replay.answer() != null) {
                most.merge(
                        replay.pool(),
                        replay,
                        (one, other) -> other.leastNodeDays() > one.leastNodeDays() ? other : one);
            }
        }
        return List.copyOf(most.values());
    }

    private long leastNodeDays() {
        return answer == null ? 0 : answer.course(HINDSIGHT).nodeDays();
    }

    /**
     * The courses, and what is the same for all of them.
     *
     * @param from        the first day of the replay; the days before it are known to the rules
     * @param judgedFrom  the first day that counts: what comes before, no rule could have prevented
     * @param nodes       in service on the first day
     * @param perNode     what a node may carry, in the resource's unit: the pool's limit of the first day, by node
     * @param leadTime    where the delivery times come from
     * @param monthly     of one node; null where a price is not known
     * @param priceSource where it comes from, or why it is not known
     */
    public record Answer(
            LocalDate from,
            LocalDate judgedFrom,
            int nodes,
            double perNode,
            String leadTime,
            @Nullable Money monthly,
            String priceSource,
            List<RuleCourse> courses) {

        public Answer {
            courses = List.copyOf(courses);
        }

        /** Returns the course of a rule by its code. */
        public RuleCourse course(String rule) {
            return courses.stream()
                    .filter(course -> course.rule().equals(rule))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /**
     * What one rule would have brought.
     *
     * @param rule     {@code order-at-80-percent}, {@code straight-line}, {@code headroom} or {@code hindsight}
     * @param title    of the rule, in words
     * @param daysOver on which the mean of seven days was above the limit
     * @param nodeDays in service, summed over the nodes
     * @param cost     of the node-days; null where a price is not known
     * @param deeds    orders and returns, in time
     */
    public record RuleCourse(
            String rule,
            String title,
            int daysOver,
            long nodeDays,
            @Nullable Money cost,
            List<Deed> deeds) {

        public RuleCourse {
            deeds = List.copyOf(deeds);
        }
    }

    /**
     * An order or a return.
     *
     * @param quantity negative for a return
     * @param effect   the first day of service, or the first day without
     */
    public record Deed(LocalDate day, int quantity, LocalDate effect) {}
}

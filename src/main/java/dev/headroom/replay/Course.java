package dev.headroom.replay;

import java.util.List;

/**
 * What following a rule would have brought.
 *
 * @param daysOver  days on which the mean of seven days was above what may be used, from the day on which even a slow
 *                  delivery ordered on the first day would have been in service
 * @param tooSoon   such days before, which no order could prevent and which don't count
 * @param nodeDays  days in service, summed over the nodes
 * @param days      how many days the replay had
 * @param orders    in the order in which they were placed
 * @param returns   in the order in which they were made
 */
public record Course(
        Rule rule, int daysOver, int tooSoon, long nodeDays, int days, List<Order> orders, List<Return> returns) {

    public Course {
        orders = List.copyOf(orders);
        returns = List.copyOf(returns);
    }

    /** Nodes ordered on a day, in service from another; both are indexes of the series. */
    public record Order(int day, int quantity, int inService) {}

    /** Nodes given back: the day is the first without them. */
    public record Return(int day, int quantity) {}
}

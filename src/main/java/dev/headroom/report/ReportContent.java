package dev.headroom.report;

import dev.headroom.assessment.Status;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the report says, in words and in order, before it becomes HTML, text or print. Every string is one clean line.
 *
 * @param banners   what to know before anything else: incomplete or old figures
 * @param actions   the orders that are due, soonest first
 * @param later     one sentence on the orders after those; {@code null} without any
 * @param rows      the resources, worst first
 * @param others    one sentence on the resources that are left out; {@code null} without any
 * @param changes   what moved since last week, and why
 * @param score     how right the forecast has been; {@code null} where it can't be told
 * @param money     what is committed and planned
 * @param costs     owning beside the clouds; empty without a comparison
 * @param costBasis what the comparison rests on
 * @param data      how complete the figures are
 * @param notes     what is missing or doubtful
 */
record ReportContent(
        UUID snapshot,
        IsoWeek week,
        String subject,
        Status status,
        String verdict,
        List<String> banners,
        List<Action> actions,
        String noActions,
        @Nullable String later,
        List<Row> rows,
        @Nullable String others,
        List<Figure> figures,
        List<String> changes,
        @Nullable String score,
        List<String> money,
        List<Cost> costs,
        List<String> costBasis,
        String data,
        List<String> notes,
        String howToRead,
        String period,
        String why,
        @Nullable Links links) {

    /** An order to place. */
    record Action(String title, String due, boolean late, String cost, String inService, String why) {}

    /**
     * One resource of one pool.
     *
     * @param now      utilization, or what is used where the capacity is unknown
     * @param lastWeek the same seven days before; a dash where unknown
     * @param crossing when demand reaches the limit
     * @param range    early to late; {@code null} where there is none to tell
     * @param note     why nothing is known, or which limit binds; {@code null} where the figures say it all
     */
    record Row(
            String name,
            String now,
            String amount,
            String lastWeek,
            String crossing,
            @Nullable String range,
            String orderBy,
            Status status,
            @Nullable String note) {

        /** Returns a shape for the status, so that it does not depend on color. */
        public String sign() {
            return ReportContent.sign(status);
        }
    }

    /** A picture: its content id, what it shows, and its size in the mail. */
    record Figure(String contentId, String title, String sentence, int width, int height) {}

    /** One way to run the demand; a dash where its price is unknown. */
    record Cost(String name, String monthly, String total, String beside) {}

    /** Pages of the dashboard. */
    record Links(String dashboard, String plan, String costs, String reports) {}

    public String sign() {
        return sign(status);
    }

    private static String sign(Status status) {
        return switch (status) {
            case UNKNOWN -> "○";
            case OK -> "●";
            case PLAN -> "►";
            case ORDER_NOW -> "▲";
            case LATE -> "■";
        };
    }
}

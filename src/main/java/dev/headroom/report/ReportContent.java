package dev.headroom.report;

import dev.headroom.assessment.Status;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the report says, in words and in order, before it becomes HTML, text or print. Every string is one clean line.
 *
 * @param sections what is said, in the order for its reader
 * @param banners   what to know before anything else: incomplete or old figures
 * @param actions   the orders that are due, soonest first
 * @param later     one sentence on the orders after those; {@code null} without any
 * @param returns   a sentence for each server or link to be given back soon, soonest first
 * @param rows      the resources, worst first
 * @param others    one sentence on the resources that are left out; {@code null} without any
 * @param changes   what moved since last week, and why
 * @param scores    how right forecasts have been
 * @param money     what is committed and planned
 * @param costs     owning beside the clouds; empty without a comparison
 * @param costBasis what the comparison rests on
 * @param data      how complete the figures are
 * @param notes     what is missing or doubtful
 * @param links     {@code null} where the dashboard's address isn't known
 * @param unsubscribe the address that ends the mails; {@code null} where there is none
 */
record ReportContent(
        UUID snapshot,
        IsoWeek week,
        List<Section> sections,
        String subject,
        Status status,
        String statusWord,
        String verdict,
        List<String> banners,
        List<Action> actions,
        String noActions,
        @Nullable String later,
        List<String> returns,
        List<Row> rows,
        @Nullable String others,
        List<Figure> figures,
        List<String> changes,
        List<String> scores,
        List<String> money,
        List<Cost> costs,
        List<String> costBasis,
        String data,
        List<String> notes,
        String period,
        @Nullable Links links,
        @Nullable String unsubscribe) {

    /** A part of the report; its order is the reader's. */
    enum Section {
        ACTIONS,
        RESOURCES,
        CHANGES,
        SCORE,
        MONEY,
        DATA
    }

    /** Returns the pictures that belong to a section. */
    public List<Figure> figuresOf(Section section) {
        return figures.stream().filter(figure -> figure.section() == section).toList();
    }

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
            String statusWord,
            @Nullable String note) {

        /** Returns a shape for the status, so that it does not depend on color. */
        public String sign() {
            return ReportContent.sign(status);
        }
    }

    /**
     * A picture.
     *
     * @param sentence what it says, for whoever doesn't see it
     * @param caption  how to read it
     * @param width    in the mail
     */
    record Figure(
            Section section, String contentId, String title, String sentence, String caption, int width, int height) {}

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

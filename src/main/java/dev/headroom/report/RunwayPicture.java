package dev.headroom.report;

import dev.headroom.assessment.CrossingDates;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The runways side by side: from today to the early day each resource is safe, between early and late it may end. */
final class RunwayPicture {

    static final String CONTENT_ID = "runway";
    static final int WIDTH = 600;

    private static final int LABEL = 170;
    private static final int RIGHT = 16;
    private static final int ROW = 34;
    private static final int TOP = 10;
    private static final int AXIS = 26;
    private static final int BAR = 14;

    /**
     * One resource.
     *
     * @param words    what stands in place of a bar, or after it
     * @param crossing {@code null} where unknown
     */
    record Row(
            String name,
            String words,
            @Nullable CrossingDates crossing,
            @Nullable LocalDate orderBy) {}

    private final List<Row> rows;
    private final LocalDate today;
    private final LocalDate end;
    private final Words words;

    RunwayPicture(List<Row> rows, LocalDate today, LocalDate end, Words words) {
        this.rows = rows;
        this.today = today;
        this.end = end;
        this.words = words;
    }

    int height() {
        return TOP + rows.size() * ROW + AXIS;
    }

    Optional<byte[]> png() {
        return Drawing.png(WIDTH, height(), this::draw);
    }

    private void draw(Graphics2D graphics) {
        int bottom = TOP + rows.size() * ROW;
        months(graphics, bottom);
        for (int i = 0; i < rows.size(); i++) {
            row(graphics, rows.get(i), TOP + i * ROW);
        }
        graphics.setColor(Drawing.INK);
        graphics.setStroke(new BasicStroke(1));
        graphics.draw(new Line2D.Double(x(today), TOP - 4, x(today), bottom));
    }

    private void months(Graphics2D graphics, int bottom) {
        graphics.setFont(Drawing.FONT);
        graphics.setStroke(new BasicStroke(1));
        long months = ChronoUnit.MONTHS.between(today, end);
        int step = months > 14 ? 6 : months > 7 ? 3 : 1;
        for (var month = today.withDayOfMonth(1).plusMonths(1); !month.isAfter(end); month = month.plusMonths(1)) {
            if ((month.getMonthValue() - 1) % step == 0) {
                graphics.setColor(Drawing.GRID);
                graphics.draw(new Line2D.Double(x(month), TOP - 4, x(month), bottom));
                graphics.setColor(Drawing.SOFT);
                var label = words.shortMonth(month);
                float half = graphics.getFontMetrics().stringWidth(label) / 2f;
                graphics.drawString(label, (float) Math.min(x(month) - half, WIDTH - 2 * half - 2), bottom + 17);
            }
        }
    }

    private void row(Graphics2D graphics, Row row, int top) {
        float middle = top + ROW / 2f;
        graphics.setFont(Drawing.BOLD);
        graphics.setColor(Drawing.INK);
        graphics.drawString(Drawing.fitted(graphics, row.name(), LABEL - 16), 6, middle + 4);
        graphics.setFont(Drawing.FONT);
        var crossing = row.crossing();
        if (crossing == null || crossing.p10() == null) {
            graphics.setColor(Drawing.SOFT);
            if (crossing != null) {
                bar(graphics, today, end, middle, Drawing.TEAL_WASH);
                graphics.setColor(Drawing.INK);
            }
            graphics.drawString(
                    Drawing.fitted(graphics, row.words(), WIDTH - LABEL - RIGHT - 12), LABEL + 8, middle + 4);
            return;
        }
        var early = crossing.p10();
        var late = crossing.p90() == null ? end : crossing.p90();
        bar(graphics, today, early, middle, Drawing.TEAL_WASH);
        bar(graphics, early, late, middle, Drawing.TEAL);
        if (crossing.p50() != null && crossing.p50().isBefore(end)) {
            graphics.setColor(Color.WHITE);
            graphics.setStroke(new BasicStroke(2));
            graphics.draw(new Line2D.Double(
                    x(crossing.p50()), middle - BAR / 2.0 + 2, x(crossing.p50()), middle + BAR / 2.0 - 2));
        }
        if (row.orderBy() != null) {
            orderBy(graphics, row.orderBy().isBefore(today) ? today : row.orderBy(), middle);
        }
    }

    private void bar(Graphics2D graphics, LocalDate from, LocalDate to, float middle, Color color) {
        double left = x(from);
        double width = Math.max(2, x(to) - left);
        graphics.setColor(color);
        graphics.fill(new RoundRectangle2D.Double(left, middle - BAR / 2.0, width, BAR, 3, 3));
    }

    private void orderBy(Graphics2D graphics, LocalDate day, float middle) {
        if (day.isAfter(end)) {
            return;
        }
        double x = x(day);
        double top = middle - BAR / 2.0 - 7;
        var mark = new Path2D.Double();
        mark.moveTo(x - 5, top);
        mark.lineTo(x + 5, top);
        mark.lineTo(x, top + 8);
        mark.closePath();
        graphics.setColor(Drawing.ORDER);
        graphics.fill(mark);
        graphics.setStroke(new BasicStroke(1.4f));
        graphics.draw(new Line2D.Double(x, top + 6, x, middle + BAR / 2.0));
    }

    private double x(LocalDate day) {
        double all = Math.max(1, ChronoUnit.DAYS.between(today, end));
        double at = Math.clamp(ChronoUnit.DAYS.between(today, day) / all, 0.0, 1.0);
        return LABEL + at * (WIDTH - LABEL - RIGHT);
    }
}

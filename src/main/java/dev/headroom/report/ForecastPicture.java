package dev.headroom.report;

import dev.headroom.assessment.CrossingDates;
import dev.headroom.assessment.ForecastSnapshot;
import dev.headroom.assessment.ResourceAssessment;
import dev.headroom.assessment.ResourceAssessment.BindingLimit;
import dev.headroom.units.Figures;
import dev.headroom.units.Unit;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Rectangle;
import java.text.SimpleDateFormat;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.DateAxis;
import org.jfree.chart.axis.DateTickUnit;
import org.jfree.chart.axis.DateTickUnitType;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.DeviationRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;
import org.jspecify.annotations.Nullable;

/** The picture of one forecast: what was used, what is likely, how sure that is, and the limit that it meets. */
final class ForecastPicture {

    static final String CONTENT_ID = "forecast";
    static final int WIDTH = 600;
    static final int HEIGHT = 270;

    private static final int DAYS_AFTER_CROSSING = 45;
    private static final int DAYS_AHEAD = 180;

    private static final Color HISTORY = new Color(0x2b3a3f);

    private final List<PastUsage.Day> history;
    private final ForecastSnapshot forecast;
    private final ResourceAssessment resource;
    private final LocalDate today;
    private final Unit unit;
    private final Words words;

    ForecastPicture(
            List<PastUsage.Day> history,
            ForecastSnapshot forecast,
            ResourceAssessment resource,
            LocalDate today,
            Words words) {
        this.history = history;
        this.forecast = forecast;
        this.resource = resource;
        this.today = today;
        this.unit = resource.resource().unit();
        this.words = words;
    }

    Optional<byte[]> png() {
        return Drawing.png(WIDTH, HEIGHT, graphics -> chart().draw(graphics, new Rectangle(WIDTH, HEIGHT)));
    }

    private JFreeChart chart() {
        var plot = new XYPlot();
        plot.setDataset(0, band());
        plot.setRenderer(0, bandRenderer());
        plot.setDataset(1, lines());
        plot.setRenderer(1, lineRenderer());
        plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
        plot.setDomainAxis(timeAxis());
        plot.setRangeAxis(valueAxis());
        plot.setBackgroundPaint(Color.WHITE);
        plot.setOutlineVisible(false);
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlinePaint(Drawing.GRID);
        plot.setRangeGridlineStroke(new BasicStroke(1));
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        markToday(plot);
        markOrderBy(plot);
        markLimit(plot);
        var chart = new JFreeChart(null, Drawing.FONT, plot, false);
        chart.setBackgroundPaint(Color.WHITE);
        chart.setPadding(new RectangleInsets(10, 6, 6, 14));
        chart.setAntiAlias(true);
        return chart;
    }

    private YIntervalSeriesCollection band() {
        var band = new YIntervalSeries("band");
        for (var point : forecast.points()) {
            band.add(at(point.date()), scaled(point.p50()), scaled(point.p10()), scaled(point.p90()));
        }
        var collection = new YIntervalSeriesCollection();
        collection.addSeries(band);
        return collection;
    }

    private static DeviationRenderer bandRenderer() {
        var renderer = new DeviationRenderer(true, false);
        renderer.setAlpha(1f);
        renderer.setSeriesFillPaint(0, Drawing.TEAL_WASH);
        renderer.setSeriesPaint(0, Drawing.TEAL);
        renderer.setSeriesStroke(
                0, new BasicStroke(2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {6, 3}, 0));
        return renderer;
    }

    private XYSeriesCollection lines() {
        var used = new XYSeries("used");
        LocalDate before = null;
        for (var day : history) {
            if (before != null && before.plusDays(1).isBefore(day.date())) {
                used.add(at(before.plusDays(1)), null); // a gap stays a gap
            }
            used.add(at(day.date()), scaled(day.used()));
            before = day.date();
        }
        var collection = new XYSeriesCollection();
        collection.addSeries(used);
        collection.addSeries(limits());
        return collection;
    }

    /** Returns the limit that binds, stepping with the capacity of each day where that is known. */
    private XYSeries limits() {
        var limits = new XYSeries("limit", false);
        if (resource.bindingLimit() == BindingLimit.THRESHOLD) {
            Double level = null;
            for (var day : history) {
                var capacity = day.capacity();
                var next = capacity == null ? null : Double.valueOf(scaled(capacity * forecast.threshold()));
                if (level != null && next != null && !level.equals(next)) {
                    limits.add(at(day.date()), level);
                }
                limits.add(at(day.date()), next);
                level = next;
            }
        }
        var limit = limit();
        if (limit != null) {
            limits.add(at(forecast.asOf()), scaled(limit));
            limits.add(at(last()), scaled(limit));
        }
        return limits;
    }

    private @Nullable Double limit() {
        if (resource.bindingLimit() == BindingLimit.NODE_FAILURE) {
            return resource.usable();
        }
        var capacity = forecast.capacity();
        return capacity == null ? null : Double.valueOf(capacity * forecast.threshold());
    }

    private static XYLineAndShapeRenderer lineRenderer() {
        var renderer = new XYLineAndShapeRenderer(true, false);
        renderer.setSeriesPaint(0, HISTORY);
        renderer.setSeriesStroke(0, new BasicStroke(1.6f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        renderer.setSeriesPaint(1, Drawing.LIMIT);
        renderer.setSeriesStroke(1, new BasicStroke(1.6f));
        return renderer;
    }

    private DateAxis timeAxis() {
        var axis = new DateAxis(
                null, TimeZone.getTimeZone(ZoneOffset.UTC), words.language().locale());
        axis.setRange(new Date(at(first())), new Date(at(last())));
        long months = ChronoUnit.MONTHS.between(first(), last());
        axis.setTickUnit(
                new DateTickUnit(DateTickUnitType.MONTH, months > 14 ? 3 : months > 7 ? 2 : 1, monthAndYear()));
        axis.setTickLabelFont(Drawing.FONT);
        axis.setTickLabelPaint(Drawing.SOFT);
        axis.setAxisLinePaint(Drawing.SOFT);
        axis.setTickMarkPaint(Drawing.SOFT);
        axis.setLowerMargin(0);
        return axis;
    }

    private SimpleDateFormat monthAndYear() {
        var format = new SimpleDateFormat("MMM yy", words.language().locale());
        format.setTimeZone(TimeZone.getTimeZone(ZoneOffset.UTC));
        return format;
    }

    private NumberAxis valueAxis() {
        var axis = new NumberAxis(words.unit(unit));
        axis.setRange(0, 1.12 * highest());
        axis.setLabelFont(Drawing.FONT);
        axis.setLabelPaint(Drawing.SOFT);
        axis.setTickLabelFont(Drawing.FONT);
        axis.setTickLabelPaint(Drawing.SOFT);
        axis.setAxisLineVisible(false);
        axis.setTickMarksVisible(false);
        return axis;
    }

    private double highest() {
        var limit = limit();
        double highest = limit == null ? 0 : scaled(limit);
        for (var day : history) {
            highest = Math.max(highest, scaled(day.used()));
        }
        for (var point : forecast.points()) {
            if (!point.date().isAfter(last())) {
                highest = Math.max(highest, scaled(point.p90()));
            }
        }
        return highest > 0 ? highest : 1;
    }

    private void markToday(XYPlot plot) {
        var marker = marker(at(forecast.asOf()), Drawing.SOFT, new BasicStroke(1));
        marker.setLabel(words.text("picture.today") + " ");
        marker.setLabelPaint(Drawing.SOFT);
        marker.setLabelFont(Drawing.FONT);
        marker.setLabelAnchor(RectangleAnchor.BOTTOM_LEFT);
        marker.setLabelTextAnchor(TextAnchor.BOTTOM_RIGHT);
        plot.addDomainMarker(marker, Layer.BACKGROUND);
    }

    private void markOrderBy(XYPlot plot) {
        var orderBy = resource.orderBy();
        if (orderBy == null
                || orderBy.date().isBefore(first())
                || orderBy.date().isAfter(last())) {
            return;
        }
        boolean late = orderBy.date().isBefore(today);
        var marker = marker(
                at(orderBy.date()),
                Drawing.ORDER,
                new BasicStroke(1.6f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1, new float[] {4, 3}, 0));
        marker.setLabel(words.text(late ? "picture.was-due" : "picture.order-by", words.exact(orderBy.date())));
        marker.setLabelPaint(Drawing.ORDER);
        marker.setLabelFont(Drawing.BOLD);
        long room = ChronoUnit.DAYS.between(orderBy.date(), last());
        boolean right = 3 * room > ChronoUnit.DAYS.between(first(), last());
        marker.setLabelAnchor(right ? RectangleAnchor.BOTTOM_RIGHT : RectangleAnchor.BOTTOM_LEFT);
        marker.setLabelTextAnchor(right ? TextAnchor.BOTTOM_LEFT : TextAnchor.BOTTOM_RIGHT);
        marker.setLabelOffset(new RectangleInsets(3, 5, 22, 5));
        plot.addDomainMarker(marker, Layer.FOREGROUND);
    }

    // The line itself is a series; the marker only carries the words.
    private void markLimit(XYPlot plot) {
        var limit = limit();
        if (limit == null) {
            return;
        }
        var marker = marker(scaled(limit), new Color(0, 0, 0, 0), new BasicStroke(0));
        String what = resource.bindingLimit() == BindingLimit.NODE_FAILURE
                ? words.text("picture.failure")
                : words.text("picture.threshold", words.percent(forecast.threshold()));
        marker.setLabel(words.text("picture.limit", what, words.quantity(limit, unit)));
        marker.setLabelPaint(Drawing.LIMIT);
        marker.setLabelFont(Drawing.BOLD);
        marker.setLabelAnchor(RectangleAnchor.TOP_LEFT);
        marker.setLabelTextAnchor(TextAnchor.BOTTOM_LEFT);
        plot.addRangeMarker(marker, Layer.FOREGROUND);
    }

    private static ValueMarker marker(double value, Color color, BasicStroke stroke) {
        var marker = new ValueMarker(value, color, stroke);
        marker.setAlpha(1f);
        marker.setLabelBackgroundColor(new Color(255, 255, 255, 0));
        return marker;
    }

    private LocalDate first() {
        return history.isEmpty()
                ? forecast.asOf().minusDays(30)
                : history.getFirst().date();
    }

    /** Returns the last day that is drawn: past the crossing, and no more years than the decision needs. */
    private LocalDate last() {
        var end = forecast.points().getLast().date();
        var wanted = forecast.asOf().plusDays(DAYS_AHEAD);
        CrossingDates crossing = ResourceRows.binding(resource);
        if (crossing != null) {
            var late = crossing.p90() == null ? crossing.p50() == null ? null : end : crossing.p90();
            if (late != null && late.plusDays(DAYS_AFTER_CROSSING).isAfter(wanted)) {
                wanted = late.plusDays(DAYS_AFTER_CROSSING);
            }
        }
        return wanted.isBefore(end) ? wanted : end;
    }

    private double scaled(double amount) {
        return Figures.scaled(amount, unit);
    }

    private static long at(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }
}

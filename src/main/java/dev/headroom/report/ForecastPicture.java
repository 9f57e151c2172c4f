package dev.headroom.report;

import dev.headroom.assessment.CrossingDates;
import dev.headroom.assessment.ForecastSnapshot;
import dev.headroom.assessment.ResourceAssessment;
import dev.headroom.assessment.ResourceAssessment.BindingLimit;
import dev.headroom.units.Figures;
import dev.headroom.units.RoughDate;
import dev.headroom.units.Unit;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.text.SimpleDateFormat;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;
import javax.imageio.ImageIO;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The picture of one forecast: what was used, what is likely, how sure that is, and the limit that it meets. */
final class ForecastPicture {

    static final String CONTENT_ID = "forecast";
    static final int WIDTH = 600;
    static final int HEIGHT = 270;

    private static final Logger log = LoggerFactory.getLogger(ForecastPicture.class);

    private static final int SHARPNESS = 2; // pixels for each of the mail's, for dense screens
    private static final int DAYS_AFTER_CROSSING = 45;
    private static final int DAYS_AHEAD = 180;

    private static final Color INK = new Color(0x1a1f1e);
    private static final Color SOFT = new Color(0x545b58);
    private static final Color GRID = new Color(0xe9e6de);
    private static final Color HISTORY = new Color(0x2b3a3f);
    private static final Color LIKELY = new Color(0x0c6f7f);
    private static final Color BAND = new Color(0xd5e7e9);
    private static final Color LIMIT = new Color(0xb0402f);
    private static final Color ORDER = new Color(0x8a4b00);

    private final List<PastUsage.Day> history;
    private final ForecastSnapshot forecast;
    private final ResourceAssessment resource;
    private final LocalDate today;
    private final Unit unit;
    private final Font font;
    private final Font bold;

    ForecastPicture(
            List<PastUsage.Day> history, ForecastSnapshot forecast, ResourceAssessment resource, LocalDate today) {
        this.history = history;
        this.forecast = forecast;
        this.resource = resource;
        this.today = today;
        this.unit = resource.resource().unit();
        this.font = ReportFont.forDrawing(ReportFont.REGULAR, Font.PLAIN, 12);
        this.bold = ReportFont.forDrawing(ReportFont.BOLD, Font.BOLD, 12);
    }

    /** Returns the picture as a PNG file; empty where this Java can't draw, since a report without a picture is still a report. */
    Optional<byte[]> png() {
        try {
            var image = new BufferedImage(WIDTH * SHARPNESS, HEIGHT * SHARPNESS, BufferedImage.TYPE_INT_RGB);
            var graphics = image.createGraphics();
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.scale(SHARPNESS, SHARPNESS);
            chart().draw(graphics, new java.awt.Rectangle(WIDTH, HEIGHT));
            graphics.dispose();
            var out = new ByteArrayOutputStream();
            ImageIO.write(image, "png", out);
            return Optional.of(out.toByteArray());
        } catch (IOException | RuntimeException | LinkageError e) { // no fonts, no native drawing library
            log.atWarn().setCause(e).log("report picture not drawn");
            return Optional.empty();
        }
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
        plot.setRangeGridlinePaint(GRID);
        plot.setRangeGridlineStroke(new BasicStroke(1));
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        markToday(plot);
        markOrderBy(plot);
        markLimit(plot);
        var chart = new JFreeChart(null, font, plot, false);
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
        renderer.setSeriesFillPaint(0, BAND);
        renderer.setSeriesPaint(0, LIKELY);
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
        renderer.setSeriesPaint(1, LIMIT);
        renderer.setSeriesStroke(1, new BasicStroke(1.6f));
        return renderer;
    }

    private DateAxis timeAxis() {
        var axis = new DateAxis(null, TimeZone.getTimeZone(ZoneOffset.UTC), Locale.ENGLISH);
        axis.setRange(new Date(at(first())), new Date(at(last())));
        long months = ChronoUnit.MONTHS.between(first(), last());
        axis.setTickUnit(
                new DateTickUnit(DateTickUnitType.MONTH, months > 14 ? 3 : months > 7 ? 2 : 1, monthAndYear()));
        axis.setTickLabelFont(font);
        axis.setTickLabelPaint(SOFT);
        axis.setAxisLinePaint(SOFT);
        axis.setTickMarkPaint(SOFT);
        axis.setLowerMargin(0);
        return axis;
    }

    private static SimpleDateFormat monthAndYear() {
        var format = new SimpleDateFormat("MMM yy", Locale.ENGLISH);
        format.setTimeZone(TimeZone.getTimeZone(ZoneOffset.UTC));
        return format;
    }

    private NumberAxis valueAxis() {
        var axis = new NumberAxis(Figures.name(unit));
        axis.setRange(0, 1.12 * highest());
        axis.setLabelFont(font);
        axis.setLabelPaint(SOFT);
        axis.setTickLabelFont(font);
        axis.setTickLabelPaint(SOFT);
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
        var marker = marker(at(forecast.asOf()), SOFT, new BasicStroke(1));
        marker.setLabel("today ");
        marker.setLabelPaint(SOFT);
        marker.setLabelFont(font);
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
                ORDER,
                new BasicStroke(1.6f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1, new float[] {4, 3}, 0));
        marker.setLabel((late ? "order was due " : "order by ") + RoughDate.exact(orderBy.date()));
        marker.setLabelPaint(ORDER);
        marker.setLabelFont(bold);
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
                ? "limit after the loss of a node"
                : Figures.percent(forecast.threshold()) + " of capacity";
        marker.setLabel(what + ": " + Figures.quantity(limit, unit));
        marker.setLabelPaint(LIMIT);
        marker.setLabelFont(bold);
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

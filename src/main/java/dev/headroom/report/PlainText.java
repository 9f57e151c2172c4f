package dev.headroom.report;

import dev.headroom.report.ReportContent.Action;
import dev.headroom.report.ReportContent.Cost;
import dev.headroom.report.ReportContent.Row;
import java.util.List;
import java.util.Locale;

/** Writes the report as plain text of at most 76 columns: everything that the HTML says, in the same order. */
final class PlainText {

    private static final int WIDTH = 76;

    private final StringBuilder text = new StringBuilder();

    private PlainText() {}

    static String of(ReportContent report) {
        var writer = new PlainText();
        writer.write(report);
        return writer.text.toString();
    }

    private void write(ReportContent report) {
        report.banners().forEach(banner -> paragraph("!! " + banner));
        paragraph(report.status().word().toUpperCase(Locale.ROOT) + ": " + report.verdict());

        heading("To do");
        if (report.actions().isEmpty()) {
            wrapped(report.noActions(), "", "");
        }
        report.actions().forEach(this::action);
        var later = report.later();
        if (later != null) {
            wrapped(later, "", "");
        }

        heading("Resources");
        report.rows().forEach(this::row);
        var others = report.others();
        if (others != null) {
            wrapped(others, "", "");
        }
        for (var figure : report.figures()) {
            blank();
            wrapped("Picture: " + figure.sentence(), "", "");
        }

        heading("What changed since last week");
        items(report.changes().isEmpty() ? List.of("Nothing that matters.") : report.changes());

        heading("Money");
        items(report.money());
        if (!report.costs().isEmpty()) {
            blank();
            costs(report.costs());
        }
        blank();
        report.costBasis().forEach(line -> wrapped(line, "", ""));

        heading("How far to trust this");
        wrapped(report.data(), "", "");
        items(report.notes());
        var score = report.score();
        if (score != null) {
            wrapped(score, "", "");
        }
        blank();
        wrapped(report.howToRead(), "", "");

        text.append("\n-- \n");
        wrapped(report.period(), "", "");
        wrapped("Snapshot " + report.snapshot(), "", "");
        var links = report.links();
        if (links == null) {
            wrapped("The dashboard has the details; its address is not set (HEADROOM_BASE_URL).", "", "");
        } else {
            wrapped("Dashboard: " + links.dashboard(), "", "");
            wrapped("Plan:      " + links.plan(), "", "");
            wrapped("Costs:     " + links.costs(), "", "");
        }
        wrapped(report.why(), "", "");
    }

    private void action(Action action) {
        wrapped(action.title(), "* ", "  ");
        wrapped(action.due() + ". " + action.inService() + ". " + action.cost() + ".", "  ", "  ");
        wrapped(action.why(), "  ", "  ");
    }

    private void row(Row row) {
        wrapped(
                row.name() + ": " + row.status().word() + ". Now " + row.now() + " (" + row.amount() + "), last week "
                        + row.lastWeek() + ".",
                "* ",
                "  ");
        var range = row.range();
        wrapped(
                "Reaches its limit: " + row.crossing() + (range == null ? "" : " (" + range + ")") + ". Order by: "
                        + row.orderBy() + ".",
                "  ",
                "  ");
        var note = row.note();
        if (note != null) {
            wrapped(note, "  ", "  ");
        }
    }

    private void costs(List<Cost> costs) {
        int name = Math.min(
                36, costs.stream().mapToInt(cost -> cost.name().length()).max().orElse(0));
        line("%-" + name + "s  %13s  %13s", "", "first month", "in all");
        for (var cost : costs) {
            line("%-" + name + "s  %13s  %13s  %s", cost.name(), cost.monthly(), cost.total(), cost.beside());
        }
    }

    private void heading(String title) {
        text.append('\n').append(title.toUpperCase(Locale.ROOT)).append('\n');
    }

    private void items(List<String> items) {
        items.forEach(item -> wrapped(item, "* ", "  "));
    }

    private void paragraph(String words) {
        if (!text.isEmpty()) {
            blank();
        }
        wrapped(words, "", "");
    }

    private void blank() {
        text.append('\n');
    }

    private void line(String form, Object... words) {
        text.append(form.formatted(words).stripTrailing()).append('\n');
    }

    /** Breaks between words only: a figure keeps to its unit by its no-break space, and a link stays whole. */
    private void wrapped(String words, String first, String next) {
        var line = new StringBuilder(first);
        boolean fresh = true;
        for (var word : words.split(" ")) {
            if (!fresh && line.length() + 1 + word.length() > WIDTH) {
                text.append(line.toString().stripTrailing()).append('\n');
                line.setLength(0);
                line.append(next);
                fresh = true;
            }
            line.append(fresh ? "" : " ").append(word);
            fresh = false;
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }
}

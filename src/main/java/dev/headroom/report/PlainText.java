package dev.headroom.report;

import dev.headroom.report.ReportContent.Action;
import dev.headroom.report.ReportContent.Cost;
import dev.headroom.report.ReportContent.Row;
import dev.headroom.report.ReportContent.Section;
import java.util.List;
import java.util.Locale;

/** Writes the report as plain text of at most 76 columns: everything that the HTML says, in the same order. */
final class PlainText {

    private static final int WIDTH = 76;

    private final StringBuilder text = new StringBuilder();

    private final Words words;

    private PlainText(Words words) {
        this.words = words;
    }

    static String of(ReportContent report, Words words) {
        var writer = new PlainText(words);
        writer.write(report);
        return writer.text.toString();
    }

    private void write(ReportContent report) {
        report.banners().forEach(banner -> paragraph("!! " + banner));
        paragraph(report.statusWord().toUpperCase(words.language().locale()) + ": " + report.verdict());
        for (var section : report.sections()) {
            heading(words.text("head." + section.name().toLowerCase(Locale.ROOT)));
            switch (section) {
                case ACTIONS -> actions(report);
                case RESOURCES -> resources(report);
                case CHANGES ->
                    items(report.changes().isEmpty() ? List.of(words.text("changes.none")) : report.changes());
                case SCORE -> items(report.scores());
                case MONEY -> money(report);
                case DATA -> data(report);
            }
        }
        foot(report);
    }

    private void actions(ReportContent report) {
        if (report.actions().isEmpty()) {
            wrapped(report.noActions(), "", "");
        }
        report.actions().forEach(this::action);
        var later = report.later();
        if (later != null) {
            wrapped(later, "", "");
        }
        report.returns().forEach(back -> wrapped(back, "", ""));
    }

    private void resources(ReportContent report) {
        report.rows().forEach(this::row);
        var others = report.others();
        if (others != null) {
            wrapped(others, "", "");
        }
        pictures(report, Section.RESOURCES);
    }

    private void money(ReportContent report) {
        items(report.money());
        if (!report.costs().isEmpty()) {
            blank();
            costs(report.costs());
        }
        pictures(report, Section.MONEY);
        blank();
        report.costBasis().forEach(line -> wrapped(line, "", ""));
    }

    private void data(ReportContent report) {
        wrapped(report.data(), "", "");
        items(report.notes());
    }

    private void pictures(ReportContent report, Section section) {
        for (var figure : report.figuresOf(section)) {
            blank();
            wrapped(words.text("picture", figure.sentence()), "", "");
        }
    }

    private void foot(ReportContent report) {
        blank();
        wrapped(words.text("foot.how-to-read"), "", "");
        text.append("\n-- \n");
        wrapped(report.period(), "", "");
        wrapped(words.text("foot.snapshot") + " " + report.snapshot(), "", "");
        var links = report.links();
        if (links == null) {
            wrapped(words.text("foot.no-links"), "", "");
        } else {
            line("%s", words.text("text.dashboard", links.dashboard()));
            line("%s", words.text("text.plan", links.plan()));
            line("%s", words.text("text.costs", links.costs()));
        }
        wrapped(words.text("foot.why"), "", "");
        if (report.unsubscribe() != null) {
            line("%s", words.text("text.unsubscribe", report.unsubscribe()));
        }
    }

    private void action(Action action) {
        wrapped(action.title(), "* ", "  ");
        wrapped(action.due() + ". " + action.inService() + ". " + action.cost() + ".", "  ", "  ");
        wrapped(action.why(), "  ", "  ");
    }

    private void row(Row row) {
        wrapped(
                words.text("text.row", row.name(), row.statusWord(), row.now(), row.amount(), row.lastWeek()),
                "* ",
                "  ");
        var range = row.range();
        wrapped(
                range == null
                        ? words.text("text.crossing", row.crossing(), row.orderBy())
                        : words.text("text.crossing-range", row.crossing(), range, row.orderBy()),
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
        line(
                "%-" + name + "s  %13s  %13s",
                "",
                words.text("column.first-month").toLowerCase(words.language().locale()),
                words.text("column.in-all").toLowerCase(words.language().locale()));
        for (var cost : costs) {
            line("%-" + name + "s  %13s  %13s  %s", cost.name(), cost.monthly(), cost.total(), cost.beside());
        }
    }

    private void heading(String title) {
        text.append('\n').append(title.toUpperCase(words.language().locale())).append('\n');
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

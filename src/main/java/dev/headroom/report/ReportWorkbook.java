package dev.headroom.report;

import dev.headroom.assessment.Assessment;
import dev.headroom.assessment.CostAssessment;
import dev.headroom.units.Money;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/** The report's figures as a workbook: resources, orders and costs, each number typed, each name a text and never a formula. */
final class ReportWorkbook {

    private static final int NAME = 200;
    private static final String DAY = "yyyy-mm-dd";

    private final Assessment assessment;
    private final ReportEditor editor;
    private final ReaderMoney money;
    private final Exchange exchange;
    private final Words words;

    ReportWorkbook(Assessment assessment, ReportEditor editor, ReaderMoney money) {
        this.assessment = assessment;
        this.editor = editor;
        this.money = money;
        this.exchange = money.exchange();
        this.words = editor.words();
    }

    byte[] bytes() {
        var out = new ByteArrayOutputStream();
        try (var workbook = new Workbook(out, "Headroom", "1.0")) {
            resources(workbook.newWorksheet(words.text("xlsx.resources")));
            orders(workbook.newWorksheet(words.text("xlsx.orders")));
            costs(workbook.newWorksheet(words.text("xlsx.costs")));
        } catch (IOException e) {
            throw new UncheckedIOException("the workbook could not be written", e);
        }
        return out.toByteArray();
    }

    private void resources(Worksheet sheet) {
        header(
                sheet,
                "pool",
                "resource",
                "unit",
                "used",
                "capacity",
                "utilization",
                "threshold",
                "early",
                "likely",
                "late",
                "order-by",
                "status");
        int row = 1;
        for (var concern : editor.concerns()) {
            var resource = concern.resource();
            var crossing = ResourceRows.binding(resource);
            var orderBy = resource.orderBy();
            sheet.value(row, 0, CleanText.of(concern.pool().name(), NAME));
            sheet.value(row, 1, words.title(resource.resource()));
            sheet.value(row, 2, resource.resource().unit().symbol());
            number(sheet, row, 3, resource.used());
            number(sheet, row, 4, resource.capacity());
            percent(sheet, row, 5, resource.utilization());
            percent(sheet, row, 6, resource.threshold());
            day(sheet, row, 7, crossing == null ? null : crossing.p10());
            day(sheet, row, 8, crossing == null ? null : crossing.p50());
            day(sheet, row, 9, crossing == null ? null : crossing.p90());
            day(sheet, row, 10, orderBy == null ? null : orderBy.date());
            sheet.value(row, 11, words.status(resource.status()));
            row++;
        }
        filter(sheet, row, 11);
    }

    private void orders(Worksheet sheet) {
        header(
                sheet,
                "pool",
                "kind",
                "model",
                "quantity",
                "order-by",
                "in-service",
                "one-time",
                "monthly",
                "currency",
                "source");
        int row = 1;
        for (var order : assessment.plan().orders()) {
            sheet.value(
                    row,
                    0,
                    CleanText.of(
                            assessment.pool(order.pool()).map(p -> p.name()).orElse(order.pool()), NAME));
            sheet.value(row, 1, words.text("kind." + order.kind()));
            sheet.value(row, 2, CleanText.of(order.model(), NAME));
            sheet.value(row, 3, order.quantity());
            day(sheet, row, 4, order.orderBy());
            day(sheet, row, 5, order.inService());
            money(sheet, row, 6, order.oneTime());
            money(sheet, row, 7, order.monthly());
            sheet.value(row, 8, exchange.of(order.oneTime()).currency().getCurrencyCode());
            sheet.value(row, 9, CleanText.of(order.source(), NAME));
            row++;
        }
        filter(sheet, row, 9);
    }

    private void costs(Worksheet sheet) {
        header(sheet, "provider", "commitment", "first-month", "in-all", "currency");
        var costs = money.costs();
        int row = 1;
        if (costs != null) {
            cost(sheet, row++, costs.own());
            for (var option : costs.clouds()) {
                cost(sheet, row++, option);
            }
        }
        filter(sheet, row, 4);
    }

    private void cost(Worksheet sheet, int row, CostAssessment.Option option) {
        sheet.value(row, 0, CleanText.of(option.provider(), NAME));
        sheet.value(row, 1, option.commitment() == null ? "" : option.commitment());
        money(sheet, row, 2, option.thisMonth().total());
        money(sheet, row, 3, option.total().total());
        sheet.value(
                row,
                4,
                exchange.of(Money.zero(assessment.currency())).currency().getCurrencyCode());
    }

    private void header(Worksheet sheet, String... columns) {
        for (int column = 0; column < columns.length; column++) {
            sheet.value(0, column, words.text("column." + columns[column]));
            sheet.style(0, column).bold().set();
            sheet.width(column, 18);
        }
        sheet.freezePane(0, 1);
    }

    private static void filter(Worksheet sheet, int rows, int lastColumn) {
        sheet.setAutoFilter(0, 0, rows - 1, lastColumn);
    }

    private static void number(Worksheet sheet, int row, int column, @Nullable Double value) {
        if (value != null) {
            sheet.value(row, column, value);
        }
    }

    private static void percent(Worksheet sheet, int row, int column, @Nullable Double value) {
        if (value != null) {
            sheet.value(row, column, value);
            sheet.style(row, column).format("0.0%").set();
        }
    }

    private static void day(Worksheet sheet, int row, int column, @Nullable LocalDate day) {
        if (day != null) {
            sheet.value(row, column, day);
            sheet.style(row, column).format(DAY).set();
        }
    }

    private void money(Worksheet sheet, int row, int column, @Nullable Money amount) {
        if (amount != null) {
            sheet.value(row, column, exchange.of(amount).rounded().amount());
            sheet.style(row, column).format("#,##0.00").set();
        }
    }
}

package dev.headroom.api;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Writes tables as CSV and XLSX. Numbers stay numbers; text can't become a formula. */
final class TableConverter extends AbstractHttpMessageConverter<Table.Tabular> {

    static final MediaType CSV = new MediaType("text", "csv");
    static final String CSV_VALUE = "text/csv";
    static final String XLSX_VALUE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    static final MediaType XLSX = MediaType.parseMediaType(XLSX_VALUE);

    private static final String STARTS_A_FORMULA = "=+-@\t\r\n\0＝＋－＠";
    private static final double COLUMN_WIDTH = 18;

    TableConverter() {
        super(StandardCharsets.UTF_8, CSV, XLSX);
    }

    @Override
    protected boolean supports(Class<?> type) {
        return Table.Tabular.class.isAssignableFrom(type);
    }

    @Override
    protected boolean canRead(@Nullable MediaType type) {
        return false;
    }

    @Override
    protected Table.Tabular readInternal(Class<? extends Table.Tabular> type, HttpInputMessage input) {
        throw new HttpMessageNotReadableException("tables are written only", input);
    }

    @Override
    protected void writeInternal(Table.Tabular answer, HttpOutputMessage output) throws IOException {
        var table = answer.table();
        boolean xlsx = XLSX.isCompatibleWith(output.getHeaders().getContentType());
        output.getHeaders()
                .setContentDisposition(ContentDisposition.attachment()
                        .filename(table.name() + (xlsx ? ".xlsx" : ".csv"))
                        .build());
        if (answer instanceof Items<?> page && page.nextCursor() != null) {
            output.getHeaders()
                    .add(
                            HttpHeaders.LINK,
                            "<"
                                    + ServletUriComponentsBuilder.fromCurrentRequest()
                                            .scheme(null)
                                            .host(null)
                                            .port(null)
                                            .replaceQueryParam("cursor", page.nextCursor())
                                            .toUriString()
                                    + ">; rel=\"next\"");
        }
        if (xlsx) {
            writeXlsx(table, output.getBody());
        } else {
            writeCsv(table, output.getBody());
        }
    }

    static void writeCsv(Table table, OutputStream output) throws IOException {
        var writer = new OutputStreamWriter(output, StandardCharsets.UTF_8);
        var csv = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(writer);
        csv.writeRecord(table.columns());
        for (var row : table.rows()) {
            csv.writeRecord(row.stream().map(TableConverter::csvCell).toList());
        }
        csv.flush();
        writer.flush();
    }

    static void writeXlsx(Table table, OutputStream output) throws IOException {
        var workbook = new Workbook(output, "Headroom", "1.0");
        var sheet = workbook.newWorksheet(sheetName(table.name()));
        for (int column = 0; column < table.columns().size(); column++) {
            sheet.value(0, column, table.columns().get(column));
            sheet.style(0, column).bold().set();
            sheet.width(column, COLUMN_WIDTH);
        }
        int row = 1;
        for (var cells : table.rows()) {
            writeRow(sheet, row++, cells);
        }
        sheet.freezePane(0, 1);
        if (row > 1) {
            sheet.setAutoFilter(0, 0, row - 1, table.columns().size() - 1);
        }
        workbook.finish();
    }

    private static void writeRow(Worksheet sheet, int row, List<@Nullable Object> cells) {
        for (int column = 0; column < cells.size(); column++) {
            switch (cells.get(column)) {
                case null -> {}
                case Number number -> sheet.value(row, column, number);
                case Boolean flag -> sheet.value(row, column, flag);
                case LocalDate date -> {
                    sheet.value(row, column, date);
                    sheet.style(row, column).format("yyyy-mm-dd").set();
                }
                case Instant moment -> {
                    sheet.value(row, column, LocalDateTime.ofInstant(moment, ZoneOffset.UTC));
                    sheet.style(row, column).format("yyyy-mm-dd hh:mm:ss").set();
                }
                case Object text -> sheet.value(row, column, guarded(text.toString()));
            }
        }
    }

    private static String csvCell(@Nullable Object cell) {
        return switch (cell) {
            case null -> "";
            case BigDecimal number -> number.toPlainString();
            case Number number -> number.toString();
            case LocalDate date -> date.toString();
            case Instant moment -> moment.toString();
            case Boolean flag -> flag.toString();
            case Object text -> guarded(text.toString());
        };
    }

    /** Text that a spreadsheet would take for a formula gets a quote before it. */
    private static String guarded(String text) {
        return !text.isEmpty() && STARTS_A_FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private static String sheetName(String name) {
        return name.length() <= 31 ? name : name.substring(0, 31);
    }
}

package dev.headroom.catalog;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.headroom.units.Money;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One price file, read row by row; every field is checked as it is taken. */
final class PriceTable {

    private static final Pattern PLAIN = Pattern.compile("-?\\d{1,15}(\\.\\d{1,40})?");
    private static final BigDecimal MOST_GIB = BigDecimal.valueOf(1_000_000);

    /**
     * Returns a decimal number as people write it: one with an exponent could have more digits than there is room for.
     *
     * @throws NumberFormatException if it is none
     */
    static BigDecimal plain(String number) {
        if (!PLAIN.matcher(number).matches()) {
            throw new NumberFormatException("no plain number");
        }
        return new BigDecimal(number);
    }

    private PriceTable() {}

    /**
     * Reads all rows.
     *
     * @param columns the file's columns; each must be there, and no other
     * @throws BadRow for the first row that can't be read
     */
    static <T> List<T> read(String file, String text, List<String> columns, Function<Row, T> mapper) {
        var rows = new ArrayList<T>();
        checkHeader(file, header(file, text), columns);
        try (var csv = CsvReader.builder().ofNamedCsvRecord(text)) {
            for (var line : csv) {
                if (line.getFieldCount() != columns.size()) {
                    throw new BadRow(
                            file,
                            line.getStartingLineNumber(),
                            "has " + line.getFieldCount() + " fields, not " + columns.size());
                }
                rows.add(mapper.apply(new Row(file, line)));
            }
        } catch (CsvParseException e) {
            throw new BadRow(file, 1, "is no CSV: " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(rows);
    }

    private static List<String> header(String file, String text) {
        try (var csv = CsvReader.builder().ofCsvRecord(text)) {
            return csv.stream()
                    .findFirst()
                    .orElseThrow(() -> new BadRow(file, 1, "there is no row"))
                    .getFields();
        } catch (CsvParseException e) {
            throw new BadRow(file, 1, "is no CSV: " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void checkHeader(String file, List<String> header, List<String> columns) {
        for (var column : columns) {
            if (!header.contains(column)) {
                throw new BadRow(file, 1, "column " + column + " is missing");
            }
        }
        for (var column : header) {
            if (!columns.contains(column)) {
                throw new BadRow(file, 1, "column " + column + " is not known");
            }
        }
        if (header.size() != columns.size()) {
            throw new BadRow(file, 1, "a column stands twice");
        }
    }

    /** One row; an empty field is absent. */
    static final class Row {
        private final String file;
        private final NamedCsvRecord fields;

        private Row(String file, NamedCsvRecord fields) {
            this.file = file;
            this.fields = fields;
        }

        long line() {
            return fields.getStartingLineNumber();
        }

        /** Returns the text without blanks around it, which may be empty. */
        String text(String column) {
            return fields.getField(column).strip();
        }

        String required(String column) {
            var text = text(column);
            if (text.isEmpty()) {
                throw bad(column, "must not be empty");
            }
            return text;
        }

        @Nullable
        BigDecimal number(String column) {
            return text(column).isEmpty() ? null : requiredNumber(column);
        }

        BigDecimal requiredNumber(String column) {
            try {
                return plain(required(column));
            } catch (NumberFormatException e) {
                throw bad(
                        column,
                        "must be a number such as 1234.50, with 15 digits before the point and 40 after it at most");
            }
        }

        /** Returns gibibytes as bytes. */
        @Nullable
        Long bytes(String column) {
            var gib = positive(column);
            if (gib == null) {
                return null;
            }
            if (gib.compareTo(MOST_GIB) > 0) {
                throw bad(column, "must be at most " + MOST_GIB);
            }
            return gib.multiply(BigDecimal.valueOf(1L << 30))
                    .setScale(0, RoundingMode.HALF_UP)
                    .longValueExact();
        }

        @Nullable
        BigDecimal price(String column) {
            var price = number(column);
            if (price != null && price.signum() < 0) {
                throw bad(column, "must not be negative");
            }
            return price;
        }

        BigDecimal requiredPrice(String column) {
            required(column);
            var price = price(column);
            if (price == null) {
                throw bad(column, "must be a price");
            }
            return price;
        }

        @Nullable
        Money money(String column, Currency currency) {
            return in(currency, price(column));
        }

        @Nullable
        Money positiveMoney(String column, Currency currency) {
            return in(currency, positive(column));
        }

        private static @Nullable Money in(Currency currency, @Nullable BigDecimal amount) {
            return amount == null ? null : new Money(amount, currency);
        }

        @Nullable
        BigDecimal positive(String column) {
            var number = number(column);
            if (number != null && number.signum() <= 0) {
                throw bad(column, "must be more than 0");
            }
            return number;
        }

        int count(String column) {
            try {
                int count = Integer.parseInt(required(column));
                if (count > 0) {
                    return count;
                }
            } catch (NumberFormatException e) {
                throw bad(column, "must be a whole number");
            }
            throw bad(column, "must be more than 0");
        }

        Currency currency(String column) {
            try {
                return Currency.getInstance(required(column));
            } catch (IllegalArgumentException e) {
                throw bad(column, "must be an ISO 4217 currency code");
            }
        }

        PriceDate date(String column) {
            try {
                return PriceDate.of(required(column));
            } catch (DateTimeException e) {
                throw bad(column, "names a day that does not exist");
            }
        }

        LocalDate day(String column) {
            try {
                return LocalDate.parse(required(column));
            } catch (DateTimeException e) {
                throw bad(column, "must be a day such as 2026-11-24");
            }
        }

        BadRow bad(String column, String rule) {
            return new BadRow(file, line(), column, fields.getField(column), rule);
        }
    }
}

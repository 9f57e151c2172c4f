package dev.headroom.report;

import dev.headroom.assessment.Status;
import dev.headroom.units.Figures;
import dev.headroom.units.Money;
import dev.headroom.units.Resource;
import dev.headroom.units.RoughDate;
import dev.headroom.units.Unit;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.MessageFormat;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.ResourceBundle;

/**
 * The report's words, numbers and dates in one language. English is that of the pages; each other language follows the same rules of precision.
 * An apostrophe in a message is just that, never a quote.
 */
final class Words {

    static final String BUNDLE = "report.words";

    private static final char NO_BREAK_SPACE = '\u00a0';

    private final Language language;
    private final ResourceBundle bundle;
    private final Locale locale;

    private Words(Language language) {
        this.language = language;
        this.locale = language.locale();
        this.bundle = ResourceBundle.getBundle(BUNDLE, Locale.of(language.code()));
    }

    static Words in(Language language) {
        return new Words(language);
    }

    Language language() {
        return language;
    }

    private boolean english() {
        return language == Language.EN;
    }

    /** Returns the language's code, for HTML. */
    public String code() {
        return language.code();
    }

    /**
     * Returns a message.
     *
     * @throws java.util.MissingResourceException if the language lacks it
     */
    public String text(String key, Object... arguments) {
        var text = new MessageFormat(bundle.getString(key).replace("'", "''"), locale).format(arguments);
        return english() ? text : text.replaceAll(" (?=[:;?!])", String.valueOf(NO_BREAK_SPACE));
    }

    String status(Status status) {
        return text("status." + status.name());
    }

    /** Returns a resource's name; a link whose name the language doesn't know keeps it. */
    String title(Resource resource) {
        if (english()) {
            return resource.title();
        }
        if (!resource.isBandwidth()) {
            return text("resource." + resource.id());
        }
        var key = "resource." + resource.id();
        return bundle.containsKey(key) ? text(key) : text("resource.bandwidth", resource.link());
    }

    String unit(Unit unit) {
        return english() ? Figures.name(unit) : text("unit." + unit.name());
    }

    String quantity(double amount, Unit unit) {
        return english()
                ? Figures.quantity(amount, unit)
                : number(Figures.number(amount, unit)) + NO_BREAK_SPACE + unit(unit);
    }

    String share(double used, double capacity, Unit unit) {
        return english()
                ? Figures.share(used, capacity, unit)
                : text("share", number(Figures.number(used, unit)), quantity(capacity, unit));
    }

    String percent(double fraction) {
        return number(Figures.percent(fraction));
    }

    String finePercent(double fraction) {
        return number(Figures.finePercent(fraction));
    }

    String money(Money money) {
        return english()
                ? Figures.money(money)
                : amount(money, Math.max(0, money.currency().getDefaultFractionDigits()));
    }

    String wholeMoney(Money money) {
        return english() ? Figures.wholeMoney(money) : amount(money, 0);
    }

    private String amount(Money money, int decimals) {
        var format = new DecimalFormat(
                "#,##0" + (decimals == 0 ? "" : "." + "0".repeat(decimals)),
                DecimalFormatSymbols.getInstance(Locale.ENGLISH));
        format.setRoundingMode(RoundingMode.HALF_UP);
        var magnitude = format.format(money.amount().abs());
        boolean negative = money.amount().signum() < 0 && magnitude.chars().anyMatch(c -> c >= '1' && c <= '9');
        return (negative ? "−" : "")
                + number(magnitude)
                + NO_BREAK_SPACE
                + money.currency().getSymbol(locale);
    }

    /** Returns a factor with one decimal. */
    String factor(BigDecimal factor) {
        return number(factor.setScale(1, RoundingMode.HALF_UP).toPlainString());
    }

    /** Returns an exchange rate to six digits. */
    String rate(BigDecimal rate) {
        return number(rate.round(new MathContext(6)).toPlainString());
    }

    // From English grouping and decimal marks to the language's own; the no-break space is in every typeface, narrow
    // ones are not.
    private String number(String english) {
        return english() ? english : english.replace(',', NO_BREAK_SPACE).replace('.', ',');
    }

    /** Returns the day itself, however far away: for days that are agreed, not forecast. */
    String exact(LocalDate day) {
        return english() ? RoughDate.exact(day) : dayOfMonth(day) + " " + pattern("MMMM uuuu", day);
    }

    String monthOf(LocalDate day) {
        return english() ? RoughDate.monthOf(day) : pattern("MMMM uuuu", day);
    }

    /** Returns {@code Jan 27}, for the axis of a picture. */
    String shortMonth(LocalDate day) {
        return pattern("MMM uu", day);
    }

    String rough(LocalDate day, LocalDate today) {
        var date = new RoughDate(day, today);
        if (english()) {
            return date.text();
        }
        return switch (date.precision()) {
            case DAY -> exact(day);
            case WEEK -> text("date.week", exact(monday(day)));
            case MONTH -> monthOf(day);
            case NONE -> text("date.far");
        };
    }

    /** Returns the date after its preposition. */
    String adverb(LocalDate day, LocalDate today) {
        var date = new RoughDate(day, today);
        return english() ? date.adverb() : text("adverb." + date.precision(), rough(day, today));
    }

    String range(LocalDate first, LocalDate last, LocalDate today) {
        if (english()) {
            return RoughDate.range(first, last, today);
        }
        var start = new RoughDate(first, today).precision();
        boolean sameYear = first.getYear() == last.getYear();
        if (new RoughDate(last, today).precision() == RoughDate.Precision.NONE) {
            return text("range.far", rough(first, today));
        }
        if (start == RoughDate.Precision.DAY) {
            var from = sameYear ? dayOfMonth(first) + " " + pattern("MMMM", first) : exact(first);
            return text("range.days", from, exact(last));
        }
        if (YearMonth.from(first).equals(YearMonth.from(last))) {
            return start == RoughDate.Precision.WEEK && !monday(first).equals(monday(last))
                    ? text(
                            "range.weeks",
                            dayOfMonth(monday(first)) + " " + pattern("MMMM", monday(first)),
                            exact(monday(last)))
                    : rough(first, today);
        }
        return text("range.months", sameYear ? pattern("MMMM", first) : monthOf(first), monthOf(last));
    }

    private String dayOfMonth(LocalDate day) {
        return day.getDayOfMonth() == 1 ? text("date.first") : String.valueOf(day.getDayOfMonth());
    }

    private String pattern(String pattern, LocalDate day) {
        return DateTimeFormatter.ofPattern(pattern, locale).format(day);
    }

    private static LocalDate monday(LocalDate day) {
        return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }
}

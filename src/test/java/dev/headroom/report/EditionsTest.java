package dev.headroom.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.report.WeeklyReport.Reader;
import dev.headroom.testing.Golden;
import dev.headroom.testing.SampleAssessment;
import dev.headroom.testing.TestDatabase;
import dev.headroom.units.Figures;
import dev.headroom.units.Money;
import dev.headroom.units.RoughDate;
import dev.headroom.units.Unit;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What each reader gets of the same snapshot. */
class EditionsTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);
    private static final Pattern ARGUMENT = Pattern.compile("\\{(\\d)");

    private static Instance headroom;

    @BeforeAll
    static void start() {
        headroom = Instance.withoutMail(TestDatabase.create(), new DrivenClock(Instant.parse("2026-11-24T09:00:00Z")));
        headroom.assess(SampleAssessment.workers(), SampleAssessment.publicForecast());
    }

    @AfterAll
    static void stop() {
        headroom.close();
    }

    private static Reader reader(ReportRole role, Language language, @Nullable String currency) {
        return Reader.with(new Wishes(
                role,
                language,
                null,
                currency == null ? null : Currency.getInstance(currency),
                DayOfWeek.MONDAY,
                false,
                false));
    }

    @Test
    void isCompleteInFrench() {
        var report = headroom.report().compose(reader(ReportRole.CTO, Language.FR, null));

        Golden.assertMatches("report/french-subject.txt", report.subject() + "\n");
        Golden.assertMatches("report/french.txt", report.text());
        Golden.assertMatches("report/french.html", report.html());
        assertThat(report.html()).contains("<html lang=\"fr\"");
    }

    @Test
    void saysNothingInEnglishToAFrenchReader() {
        var report = headroom.report().compose(reader(ReportRole.CTO, Language.FR, null));

        assertThat(report.text() + report.html().replaceAll("(?s)<style>.*?</style>|style=\"[^\"]*\"|<[^>]*>", " "))
                .doesNotContainPattern("(?i)\\b(the|order by|reaches|month|once|week|status|unknown|of|days|own)\\b");
    }

    @ParameterizedTest
    @CsvSource({
        "CTO, ACTIONS RESOURCES CHANGES SCORE MONEY DATA",
        "FINANCE, ACTIONS MONEY RESOURCES CHANGES SCORE DATA",
        "SRE, ACTIONS DATA RESOURCES CHANGES SCORE MONEY"
    })
    void putsFirstWhatTheReaderCaresFor(ReportRole role, String order) {
        var report = headroom.report().compose(reader(role, Language.EN, null));

        var words = Words.in(Language.EN);
        for (var body : List.of(report.html(), report.text())) {
            var places = new ArrayList<Integer>();
            for (var section : order.split(" ")) {
                var title = words.text("head." + section.toLowerCase());
                places.add(body.indexOf(body.startsWith("<") ? title + "</h2>" : title.toUpperCase() + "\n"));
            }
            assertThat(places).isSorted().allMatch(place -> place > 0);
            assertThat(body.indexOf("Order 1 ×")).isLessThan(places.getFirst());
        }
    }

    @ParameterizedTest
    @EnumSource(ReportRole.class)
    void tellsEachReaderTheSame(ReportRole role) {
        var report = headroom.report().compose(reader(role, Language.EN, null));
        var reference = headroom.report().compose(reader(ReportRole.CTO, Language.EN, null));

        assertThat(lines(report.text())).isEqualTo(lines(reference.text()));
    }

    private static List<String> lines(String text) {
        return text.lines().filter(line -> !line.isBlank()).sorted().toList();
    }

    @Test
    void convertsAmountsAtADatedRateAndSaysSo() {
        var report = headroom.report().compose(reader(ReportRole.FINANCE, Language.EN, "USD"));

        assertThat(report.text())
                .contains("$87.95 once", "Committed: $1,416.12 a month", "Shown at 1 EUR = 1.1133 USD of 28 October")
                .doesNotContain("€");
    }

    @Test
    void keepsAmountsAsTheyAreWithoutARateAndSaysSo() {
        var report = headroom.report().compose(reader(ReportRole.FINANCE, Language.EN, "SEK"));

        assertThat(report.text())
                .contains("€79.00 once", "You asked for SEK, but no rate from EUR is known: amounts are in EUR.");
    }

    @Test
    void hasThreePicturesEachWithItsWords() {
        var report = headroom.report().compose(reader(ReportRole.CTO, Language.EN, null));

        assertThat(report.pictures())
                .extracting(ComposedReport.Picture::contentId)
                .containsExactly("forecast", "runway", "costs");
        for (var picture : report.pictures()) {
            assertThat(picture.png().length).isLessThan(150 * 1024);
            assertThat(report.html()).contains("cid:" + picture.contentId());
            assertThat(report.text().replaceAll("\\s+", " "))
                    .contains(picture.alternative().replaceAll("\\s+", " "));
        }
        assertThat(report.pictures().get(1).alternative())
                .contains(
                        "Public bandwidth: Week of 8 March 2027 (February to April 2027)",
                        "Private bandwidth: Unknown");
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void printsTwoTaggedPagesInEachLanguage(Language language) throws IOException {
        var pdf = headroom.report().pdf(reader(ReportRole.CTO, language, null));

        try (var document = Loader.loadPDF(pdf)) {
            assertThat(document.getNumberOfPages()).isEqualTo(2);
            assertThat(document.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
            assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo(language.code());
            assertThat(new PDFTextStripper().getText(document))
                    .contains(Words.in(language).text("head.money"), SampleAssessment.ID.toString());
        }
    }

    @Test
    void givesAWorkbookOfTypedNumbers(@TempDir Path folder) throws IOException {
        var file = Files.write(
                folder.resolve("report.xlsx"), headroom.report().xlsx(reader(ReportRole.FINANCE, Language.EN, null)));

        try (var zip = new ZipFile(file.toFile())) {
            var sheets = new ArrayList<String>();
            for (int i = 1; i <= 3; i++) {
                var sheet = Objects.requireNonNull(zip.getEntry("xl/worksheets/sheet" + i + ".xml"));
                sheets.add(new String(zip.getInputStream(sheet).readAllBytes(), StandardCharsets.UTF_8));
            }
            assertThat(sheets).allMatch(sheet -> sheet.contains("autoFilter") && sheet.contains("frozen"));
            assertThat(sheets.getFirst()).contains("<v>7.9E9</v>", "<v>0.8</v>").doesNotContain("<f>");
            assertThat(sheets.get(1)).contains("<v>79.00</v>", "<v>212.00</v>");
        }
    }

    @Test
    void eachLanguageHasEveryMessageWithTheSamePlaces() throws IOException {
        var english = bundle(Language.EN);

        for (var language : Language.values()) {
            var bundle = bundle(language);
            for (var key : english.stringPropertyNames()) {
                assertThat(bundle.getProperty(key))
                        .as("%s in %s", key, language)
                        .isNotBlank();
                assertThat(places(bundle.getProperty(key)))
                        .as("%s in %s", key, language)
                        .isSubsetOf(places(english.getProperty(key)));
            }
        }
    }

    @Test
    void everyMessageThatTheReportAsksForIsThere() throws IOException {
        var french = bundle(Language.FR).stringPropertyNames();
        var asked = new TreeSet<String>();
        for (var folder : List.of("src/main/java/dev/headroom/report", "src/main/resources/templates")) {
            try (var files = Files.walk(Path.of(folder))) {
                for (var file : files.filter(Files::isRegularFile).toList()) {
                    Pattern.compile(
                                    "\\btext\\(\\s*(?:[^\"'();]*\\? ?)?[\"']([a-z0-9.-]+)[\"'](?:\\s*:\\s*[\"']([a-z0-9.-]+)[\"'])?\\s*[,)]")
                            .matcher(Files.readString(file))
                            .results()
                            .forEach(match -> {
                                asked.add(match.group(1));
                                if (match.group(2) != null) {
                                    asked.add(match.group(2));
                                }
                            });
                }
            }
        }

        assertThat(asked).hasSizeGreaterThan(100);
        assertThat(french).containsAll(asked);
    }

    private static TreeSet<String> places(String message) {
        return ARGUMENT.matcher(message)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Properties bundle(Language language) throws IOException {
        var properties = new Properties();
        var name = "/" + Words.BUNDLE.replace('.', '/') + "_" + language.code() + ".properties";
        try (var in = Objects.requireNonNull(EditionsTest.class.getResourceAsStream(name), name)) {
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
        return properties;
    }

    @Test
    void writesFrenchNumbersAndDatesAsTheyAreWritten() {
        var french = Words.in(Language.FR);

        assertThat(french.money(Money.of("1272", "EUR"))).isEqualTo("1\u00a0272,00\u00a0€");
        assertThat(french.wholeMoney(Money.of("-55659.4", "EUR"))).isEqualTo("−55\u00a0659\u00a0€");
        assertThat(french.finePercent(0.994)).isEqualTo("99,4\u00a0%");
        assertThat(french.share(7.9e9, 12e9, Unit.BITS_PER_SECOND)).isEqualTo("7,90 sur 12,0\u00a0Gbit/s");
        assertThat(french.exact(LocalDate.of(2027, 1, 1))).isEqualTo("1er janvier 2027");
        assertThat(french.rough(LocalDate.of(2027, 3, 14), TODAY)).isEqualTo("semaine du 8 mars 2027");
        assertThat(french.adverb(LocalDate.of(2027, 10, 11), TODAY)).isEqualTo("en octobre 2027");
        assertThat(french.adverb(LocalDate.of(2030, 1, 1), TODAY)).isEqualTo("dans plus de 2 ans");
        assertThat(french.range(LocalDate.of(2026, 12, 1), LocalDate.of(2027, 1, 5), TODAY))
                .isEqualTo("du 1er décembre 2026 au 5 janvier 2027");
        assertThat(french.text("late", 1)).isEqualTo("1 jour de retard");
        assertThat(french.text("late", 12)).isEqualTo("12 jours de retard");
    }

    @Test
    void writesEnglishAsThePagesDo() {
        var english = Words.in(Language.EN);
        var money = Money.of("1272", "EUR");
        var day = LocalDate.of(2027, 3, 14);

        assertThat(english.money(money)).isEqualTo(Figures.money(money));
        assertThat(english.quantity(7.9e9, Unit.BITS_PER_SECOND))
                .isEqualTo(Figures.quantity(7.9e9, Unit.BITS_PER_SECOND));
        assertThat(english.rough(day, TODAY)).isEqualTo(new RoughDate(day, TODAY).text());
    }

    @Test
    void isDueAtEightOnTheReadersDayInTheReadersZoneOnEitherSideOfSummerTime() {
        var berlin = ZoneId.of("Europe/Berlin");
        var monday = recipient(null, DayOfWeek.MONDAY);
        var friday = recipient(ZoneId.of("America/New_York"), DayOfWeek.FRIDAY);

        assertThat(monday.dueAt(IsoWeek.of(LocalDate.of(2026, 10, 19)), berlin)).isEqualTo("2026-10-19T06:00:00Z");
        assertThat(monday.dueAt(IsoWeek.of(LocalDate.of(2026, 10, 26)), berlin)).isEqualTo("2026-10-26T07:00:00Z");
        assertThat(monday.dueAt(IsoWeek.of(LocalDate.of(2027, 1, 1)), berlin)).isEqualTo("2026-12-28T07:00:00Z");
        assertThat(friday.dueAt(IsoWeek.of(LocalDate.of(2026, 11, 4)), berlin)).isEqualTo("2026-11-06T13:00:00Z");
        assertThat(friday.dueAt(IsoWeek.of(LocalDate.of(2027, 3, 29)), berlin)).isEqualTo("2027-04-02T12:00:00Z");
    }

    private static Recipient recipient(@Nullable ZoneId zone, DayOfWeek day) {
        return new Recipient(
                UUID.randomUUID(),
                "cto@example.com",
                "cto@example.com",
                false,
                ReportRole.CTO,
                Language.EN,
                zone,
                null,
                day,
                false,
                false,
                null);
    }
}

package dev.headroom.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.assessment.Assessment;
import dev.headroom.assessment.NoAssessmentYet;
import dev.headroom.assessment.NodeAssessment;
import dev.headroom.assessment.PlanAssessment;
import dev.headroom.testing.Golden;
import dev.headroom.testing.Records;
import dev.headroom.testing.SampleAssessment;
import dev.headroom.testing.TestDatabase;
import dev.headroom.units.Money;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WeeklyReportTest {

    private static final Instant TUESDAY = Instant.parse("2026-11-24T09:00:00Z");

    private static TestDatabase database;

    private Instance headroom;

    @BeforeAll
    static void createDatabase() {
        database = TestDatabase.create();
    }

    @BeforeEach
    void start() {
        headroom = Instance.withoutMail(database, new DrivenClock(TUESDAY));
    }

    @AfterEach
    void stop() throws Exception {
        headroom.close();
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("truncate assessment, assessment_forecast cascade");
        }
    }

    @Test
    void saysTheDecisionFirst() {
        headroom.assess(SampleAssessment.workers(), SampleAssessment.publicForecast());

        var report = headroom.report().compose();

        Golden.assertMatches("report/subject.txt", report.subject() + "\n");
        Golden.assertMatches("report/weekly.txt", report.text());
        Golden.assertMatches("report/weekly.html", report.html());
    }

    @Test
    void isTheSameForEverybodyOnTheSameDay() {
        headroom.assess(SampleAssessment.workers(), SampleAssessment.publicForecast());

        var first = headroom.report().compose();
        var second = headroom.report().compose();

        assertThat(second.html()).isEqualTo(first.html());
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(second.pictures().getFirst().png())
                .isEqualTo(first.pictures().getFirst().png());
    }

    @Test
    void staysUnderTheSizeThatMailReadersCutAt() {
        headroom.assess(SampleAssessment.workers(), SampleAssessment.publicForecast());

        var report = headroom.report().compose();

        assertThat(report.html().getBytes(StandardCharsets.UTF_8).length).isLessThan(100 * 1024);
        assertThat(report.html()).doesNotContainPattern("(src|href)=\"https?://(?!headroom\\.example\\.com)");
        assertThat(report.page()).contains("data:image/png;base64,").doesNotContain("cid:");
    }

    @Test
    void drawsTheForecastForDenseScreens() throws IOException {
        headroom.assess(SampleAssessment.workers(), SampleAssessment.publicForecast());

        var picture = headroom.report().compose().pictures().getFirst();
        var image = ImageIO.read(new ByteArrayInputStream(picture.png()));

        assertThat(image.getWidth()).isEqualTo(2 * ForecastPicture.WIDTH);
        assertThat(picture.png().length).isLessThan(150 * 1024);
        assertThat(picture.alternative()).startsWith("Public bandwidth reaches 80 %");
    }

    @Test
    void doesWithoutThePictureOfAForecastThatIsNotThere() {
        headroom.assess(SampleAssessment.workers());

        var report = headroom.report().compose();

        assertThat(report.pictures())
                .extracting(ComposedReport.Picture::contentId)
                .containsExactly("runway", "costs");
        assertThat(report.html()).doesNotContain("cid:forecast");
    }

    @Test
    void printsTwoTaggedPagesWithTheirFonts() throws IOException {
        headroom.assess(SampleAssessment.workers(), SampleAssessment.publicForecast());

        var pdf = headroom.report().pdf(headroom.report().firstReader());

        try (var document = Loader.loadPDF(pdf)) {
            assertThat(document.getNumberOfPages()).isBetween(1, 2);
            assertThat(document.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
            assertThat(new PDFTextStripper().getText(document))
                    .contains("Order 1 × AX162-S (hetzner) for workers", SampleAssessment.ID.toString());
            for (var page : document.getPages()) {
                for (var name : page.getResources().getFontNames()) {
                    assertThat(page.getResources().getFont(name).isEmbedded()).isTrue();
                }
            }
        }
    }

    @Test
    void warnsFirstWhenFiguresAreIncompleteOrOld() {
        var sample = SampleAssessment.workers();
        var holes = new Assessment.DataQuality(
                0.9127,
                sample.data().oldestDay(),
                sample.data().newestDay(),
                6,
                sample.data().notes());
        headroom.assess(with(sample, holes, Instant.parse("2026-11-18T01:00:00Z")));

        var report = headroom.report().compose();

        assertThat(report.text())
                .startsWith("!! Incomplete: only 91.3\u00a0% of the last 7 days' measurements")
                .contains("!! Old figures: usage is known up to 17 November 2026 only.");
        assertThat(report.html().indexOf("Incomplete: only"))
                .isLessThan(report.html().indexOf("<h1"));
    }

    @Test
    void namesTheNodesThatAreSilent() {
        var sample = SampleAssessment.workers();
        var nodes = new ArrayList<NodeAssessment>();
        for (var node : sample.nodes()) {
            nodes.add(new NodeAssessment(
                    node.id(),
                    node.name(),
                    node.pool(),
                    node.model(),
                    node.firstSeen(),
                    node.name().equals("worker-3") ? Instant.parse("2026-11-22T10:00:00Z") : node.lastSeen(),
                    node.name().equals("worker-3") ? "MISSING" : node.state(),
                    node.resources()));
        }
        headroom.assess(with(sample, nodes, sample.data()));

        assertThat(headroom.report().compose().text().replaceAll("\\s+", " "))
                .contains("6 nodes. 1 node is silent: worker-3; last seen 22 November 2026.");
    }

    @Test
    void listsWhatIsToBeGivenBackSoon() {
        var sample = SampleAssessment.workers();
        var orders = new ArrayList<>(sample.plan().orders());
        orders.add(back("hetzner/AX41", LocalDate.of(2027, 1, 15), LocalDate.of(2027, 1, 31)));
        orders.add(back("hetzner/AX52", LocalDate.of(2027, 9, 15), LocalDate.of(2027, 9, 30)));
        headroom.assess(Records.with(sample, Map.of("plan", Records.with(sample.plan(), Map.of("orders", orders)))));

        var report = headroom.report().compose();

        var sentence =
                "To give back: 1 × AX41 (hetzner) for workers. Notice by 15 January 2027, last day 31 January 2027,"
                        + " €48.00 less a month.";
        assertThat(report.text().replaceAll("\\s+", " ")).contains(sentence).doesNotContain("AX52");
        assertThat(report.html()).contains(sentence);
    }

    private static PlanAssessment.Order back(String model, LocalDate notice, LocalDate lastDay) {
        return new PlanAssessment.Order(
                "back " + model,
                "workers",
                model,
                1,
                PlanAssessment.Kind.RETIRE,
                notice,
                null,
                lastDay,
                "No longer needed.",
                List.of(),
                Money.of("0.00", "EUR"),
                Money.of("-48.00", "EUR"),
                "hetzner price list, 2026-09-15",
                null,
                List.of());
    }

    private static Assessment with(Assessment sample, Assessment.DataQuality data, Instant moment) {
        var later = SampleAssessment.of(sample, moment);
        return with(later, later.nodes(), data);
    }

    private static Assessment with(Assessment later, List<NodeAssessment> nodes, Assessment.DataQuality data) {
        return Records.with(later, Map.of("nodes", nodes, "data", data));
    }

    @Test
    void saysNothingBeforeTheFirstAssessment() {
        assertThatThrownBy(() -> headroom.report().compose()).isInstanceOf(NoAssessmentYet.class);
        assertThatThrownBy(() -> headroom.report().pdf(headroom.report().firstReader()))
                .isInstanceOf(NoAssessmentYet.class);
        assertThatThrownBy(() -> headroom.report().sendNow()).isInstanceOf(NoAssessmentYet.class);
    }

    @Test
    void namesTheSettingsWithoutWhichNothingCanBeSent() {
        headroom.assess(SampleAssessment.workers());

        assertThatThrownBy(() -> headroom.report().sendNow())
                .isInstanceOf(MailNotConfigured.class)
                .hasMessage("Mail is not configured: set SPRING_MAIL_HOST, HEADROOM_MAIL_FROM, HEADROOM_MAIL_TO.");
        assertThat(headroom.report().deliveries()).isEmpty();
    }
}

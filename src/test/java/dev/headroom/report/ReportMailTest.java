package dev.headroom.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.headroom.assessment.Assessment;
import dev.headroom.assessment.PoolAssessment;
import dev.headroom.testing.Records;
import dev.headroom.testing.SampleAssessment;
import dev.headroom.testing.TestDatabase;
import jakarta.mail.Header;
import jakarta.mail.Message;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportMailTest {

    private final GreenMail smtp = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private static TestDatabase database;
    private Instance headroom;

    @BeforeAll
    static void createDatabase() {
        database = TestDatabase.create();
    }

    @BeforeEach
    void start() throws SQLException {
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("truncate report_delivery, report_recipient, assessment, assessment_forecast cascade");
        }
        smtp.start();
        headroom = Instance.mailingTo(
                database,
                new DrivenClock(Instant.parse("2026-11-24T09:00:00Z")),
                smtp.getSmtp().getPort(),
                List.of("The CTO <cto@example.com>"));
    }

    @AfterEach
    void stop() {
        headroom.close();
        smtp.stop();
    }

    @Test
    void holdsTextThenHtmlWithItsPictureInside() throws Exception {
        headroom.assess(SampleAssessment.workers(), SampleAssessment.publicForecast());

        var mail = sent();

        assertThat(mail.getContentType()).startsWith("multipart/alternative");
        var alternatives = (MimeMultipart) mail.getContent();
        var text = alternatives.getBodyPart(0);
        var related = (MimeMultipart) alternatives.getBodyPart(1).getContent();
        var html = related.getBodyPart(0);
        var picture = related.getBodyPart(1);
        assertThat(text.getContentType()).isEqualToIgnoringCase("text/plain; charset=UTF-8");
        assertThat(related.getContentType()).startsWith("multipart/related");
        assertThat(html.getContentType()).isEqualToIgnoringCase("text/html; charset=UTF-8");
        assertThat(picture.getContentType()).startsWith("image/png");
        assertThat(picture.getDisposition()).isEqualTo("inline");
        assertThat(picture.getHeader("Content-ID")).containsExactly("<forecast>");
        assertThat(html.getContent().toString()).contains("src=\"cid:forecast\"");
        assertThat(picture.getInputStream().readAllBytes())
                .isEqualTo(headroom.report().compose().pictures().getFirst().png());
    }

    @Test
    void isWhatThePreviewShowed() throws Exception {
        headroom.assess(SampleAssessment.workers(), SampleAssessment.publicForecast());
        var preview = headroom.report().compose();

        var mail = sent();

        var alternatives = (MimeMultipart) mail.getContent();
        var related = (MimeMultipart) alternatives.getBodyPart(1).getContent();
        assertThat(mail.getSubject()).isEqualTo(preview.subject());
        assertThat(lines(alternatives.getBodyPart(0).getContent())).isEqualTo(preview.text());
        assertThat(lines(related.getBodyPart(0).getContent())).isEqualTo(preview.html());
    }

    @Test
    void letsTheReaderEndTheMailsWithOneClick() throws Exception {
        headroom.assess(SampleAssessment.workers());

        var mail = sent();

        var raw = new ByteArrayOutputStream();
        mail.writeTo(raw);
        assertThat(raw.toString(StandardCharsets.US_ASCII).lines())
                .anyMatch(line -> line.matches(
                        "List-Unsubscribe: <https://headroom\\.example\\.com/unsubscribe/[A-Za-z0-9_-]{54}>"))
                .contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click");
        var link = mail.getHeader("List-Unsubscribe")[0];
        var token = link.substring(link.lastIndexOf('/') + 1, link.length() - 1);
        assertThat(headroom.links().recipient(token))
                .hasValueSatisfying(recipient -> assertThat(recipient.address()).isEqualTo("cto@example.com"));
        var forged = (token.startsWith("A") ? "B" : "A") + token.substring(1);
        assertThat(headroom.links().recipient(forged)).isEmpty();
        assertThat(headroom.links().recipient("")).isEmpty();
    }

    @Test
    void writesNoMoreToWhoHasUnsubscribedAndItsOldLinksEndWithANewSubscription() throws Exception {
        headroom.assess(SampleAssessment.workers());
        var recipient = headroom.recipients().active(Instant.EPOCH).getFirst();
        var token = headroom.links().link(recipient.id()).replaceAll(".*/", "");

        headroom.recipients().unsubscribe(recipient.id(), Instant.EPOCH);
        headroom.report().sendNow();
        headroom.dispatch().sendDue();
        assertThat(smtp.getReceivedMessages()).isEmpty();
        headroom.recipients().subscribe(recipient.id());
        headroom.dispatch().sendDue();

        assertThat(smtp.getReceivedMessages()).hasSize(1);
        assertThat(headroom.links().recipient(token)).isEmpty();
    }

    @Test
    void bringsPrintAndWorkbookToWhoWishesThem() throws Exception {
        headroom.assess(SampleAssessment.workers());
        var recipient = headroom.recipients().active(Instant.EPOCH).getFirst();
        headroom.recipients()
                .change(
                        recipient.id(),
                        new Wishes(ReportRole.SRE, Language.FR, null, null, DayOfWeek.MONDAY, true, true));

        var mail = sent();

        assertThat(mail.getContentType()).startsWith("multipart/mixed");
        var parts = (MimeMultipart) mail.getContent();
        assertThat(parts.getBodyPart(0).getContentType()).startsWith("multipart/alternative");
        assertThat(parts.getBodyPart(1).getFileName()).isEqualTo("headroom-2026-W48.pdf");
        assertThat(parts.getBodyPart(1).getInputStream().readAllBytes()).startsWith("%PDF-".getBytes());
        assertThat(parts.getBodyPart(2).getFileName()).isEqualTo("headroom-2026-W48.xlsx");
        assertThat(parts.getBodyPart(2).getInputStream().readAllBytes()).startsWith("PK".getBytes());
        assertThat(mail.getSubject()).startsWith("[Capacité] À commander avant le 6 janvier 2027");
    }

    private static String lines(Object content) {
        return content.toString().replace("\r\n", "\n");
    }

    @Test
    void isMarkedAsWrittenByAMachine() throws Exception {
        headroom.assess(SampleAssessment.workers());

        var mail = sent();

        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(mail.getMessageID()).startsWith("<headroom.weekly.").endsWith("@example.com>");
        assertThat(mail.getFrom()).extracting(Object::toString).containsExactly("Headroom <capacity@example.com>");
        assertThat(mail.getSentDate()).isEqualTo("2026-11-24T09:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "web\r\nBcc: evil@example.com\r\n\r\n<b>hello</b>",
                "web\u2028Bcc: evil@example.com\u0085x\u000b",
                "\u760d\u760aBcc: evil@example.com",
                "\u202eexe.txt\u200b\u0000",
                "<img src=x onerror=alert(1)>\"'&${7*7}[[${7*7}]]__${7*7}__",
            })
    void aHostileNameStaysAName(String name) throws Exception {
        headroom.assess(twoPools(name), SampleAssessment.publicForecast());

        var mail = sent();

        assertThat(Collections.list(mail.getAllHeaders()))
                .extracting(Header::getName)
                .doesNotContain("Bcc", "bcc")
                .filteredOn(header -> header.equals("Subject"))
                .hasSize(1);
        assertThat(mail.getAllRecipients()).hasSize(1);
        assertThat(mail.getRecipients(Message.RecipientType.TO)[0].toString()).contains("cto@example.com");
        assertThat(mail.getSubject())
                .startsWith("[Capacity] Order by 6 January 2027: public bandwidth of ")
                .endsWith("- week 48")
                .doesNotContainPattern("[\\p{Cntrl}\u0085\u2028\u2029\u202e\u200b]");
        var report = headroom.report().compose();
        assertThat(report.html()).doesNotContain("<img src=x", "<b>hello", "\u202e", "web49", "'&amp;49");
        assertThat(report.text()).doesNotContain("\u202e", "\r", "\u2028");
        assertThat(headroom.report().pdf(headroom.report().firstReader())).startsWith("%PDF-".getBytes());
    }

    @Test
    void aVeryLongNameIsCutShort() {
        headroom.assess(twoPools("x".repeat(5000)));

        var report = headroom.report().compose();

        assertThat(report.subject()).hasSizeLessThanOrEqualTo(150).endsWith("- week 48");
        assertThat(report.html()).hasSizeLessThan(100 * 1024);
    }

    private MimeMessage sent() {
        headroom.report().sendNow();
        assertThat(smtp.getReceivedMessages()).hasSize(1);
        return smtp.getReceivedMessages()[0];
    }

    private static Assessment twoPools(String name) {
        var sample = SampleAssessment.workers(name);
        var calm = sample.pools().getFirst();
        var quiet = new PoolAssessment(
                "quiet",
                "quiet",
                null,
                1,
                calm.resources().stream().filter(r -> r.orderBy() == null).toList());
        return Records.with(sample, Map.of("pools", List.of(calm, quiet)));
    }
}

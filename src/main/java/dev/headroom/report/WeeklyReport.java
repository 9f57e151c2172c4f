package dev.headroom.report;

import dev.headroom.assessment.Assessment;
import dev.headroom.assessment.Assessments;
import dev.headroom.assessment.NoAssessmentYet;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The weekly report: to read, to send, and what became of what was sent. */
@Service
public class WeeklyReport {

    private static final int SHOWN = 100;

    private final Assessments assessments;
    private final ReportComposer composer;
    private final ReportDispatch dispatch;
    private final Deliveries deliveries;
    private final Clock clock;

    WeeklyReport(
            Assessments assessments,
            ReportComposer composer,
            ReportDispatch dispatch,
            Deliveries deliveries,
            Clock clock) {
        this.assessments = assessments;
        this.composer = composer;
        this.dispatch = dispatch;
        this.deliveries = deliveries;
        this.clock = clock;
    }

    /** For whom the report is composed: a recipient, with the link that ends its mails, or anybody with such wishes. */
    public record Reader(@Nullable Recipient recipient, Wishes wishes) {

        public static Reader of(Recipient recipient) {
            return new Reader(recipient, Wishes.of(recipient));
        }

        public static Reader with(Wishes wishes) {
            return new Reader(null, wishes);
        }
    }

    /** Returns the first of the recipients, or a CTO where there is none. */
    public Reader firstReader() {
        return dispatch.firstRecipient().map(Reader::of).orElseGet(() -> Reader.with(Wishes.PLAIN));
    }

    /**
     * Returns the report as it would be mailed now to {@link #firstReader()}.
     *
     * @throws NoAssessmentYet if there is nothing to report on
     */
    public ComposedReport compose() {
        return compose(firstReader());
    }

    /**
     * Returns the report as it would be mailed now to a reader, byte for byte.
     *
     * @throws NoAssessmentYet if there is nothing to report on
     */
    public ComposedReport compose(Reader reader) {
        var assessment = latest();
        return composer.compose(assessment, IsoWeek.of(today(assessment)), today(assessment), edition(reader));
    }

    /**
     * Returns the same report for print, as a PDF file.
     *
     * @throws NoAssessmentYet if there is nothing to report on
     */
    public byte[] pdf(Reader reader) {
        var assessment = latest();
        return composer.pdf(assessment, IsoWeek.of(today(assessment)), today(assessment), edition(reader));
    }

    /**
     * Returns the same report's figures as a workbook.
     *
     * @throws NoAssessmentYet if there is nothing to report on
     */
    public byte[] xlsx(Reader reader) {
        var assessment = latest();
        return composer.xlsx(assessment, IsoWeek.of(today(assessment)), today(assessment), edition(reader));
    }

    private Edition edition(Reader reader) {
        var recipient = reader.recipient();
        return recipient == null
                ? new Edition(
                        reader.wishes().role(),
                        reader.wishes().language(),
                        reader.wishes().currency(),
                        null)
                : dispatch.edition(recipient);
    }

    /**
     * Sends the report to each recipient now, whether or not the week's own report has gone out. What fails is not tried again: who asked
     * for it sees the outcome.
     *
     * @return one delivery for each recipient, each at its end
     * @throws NoAssessmentYet   if there is nothing to report on
     * @throws MailNotConfigured if a setting is missing
     */
    public List<Delivery> sendNow() {
        return dispatch.sendNow(latest());
    }

    /**
     * Sends a delivery once more that has failed or is in doubt, under the same message id.
     *
     * @throws NoSuchDelivery    if there is none in such a state
     * @throws MailNotConfigured if a setting is missing
     */
    public Delivery sendAgain(UUID delivery) {
        return dispatch.sendAgain(delivery, latest());
    }

    /** Returns the newest deliveries, newest first. */
    public List<Delivery> deliveries() {
        return deliveries.newest(SHOWN);
    }

    /** Returns the environment variables without which no mail can be sent; empty if all is set. */
    public List<String> missingSettings() {
        return dispatch.missingSettings();
    }

    private Assessment latest() {
        return assessments.latest().orElseThrow(NoAssessmentYet::new);
    }

    private LocalDate today(Assessment assessment) {
        return LocalDate.ofInstant(clock.instant(), assessment.zone());
    }
}

package dev.headroom.report;

import dev.headroom.assessment.Assessment;
import dev.headroom.assessment.Assessments;
import dev.headroom.assessment.NoAssessmentYet;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
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

    /**
     * Returns the report as it would be mailed now.
     *
     * @throws NoAssessmentYet if there is nothing to report on
     */
    public ComposedReport compose() {
        var assessment = latest();
        return composer.compose(assessment, IsoWeek.of(today(assessment)), today(assessment));
    }

    /**
     * Returns the same report for print, as a PDF file.
     *
     * @throws NoAssessmentYet if there is nothing to report on
     */
    public byte[] pdf() {
        var assessment = latest();
        return composer.pdf(assessment, IsoWeek.of(today(assessment)), today(assessment));
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

    /** Returns the addresses that the report goes to. */
    public List<String> recipients() {
        return dispatch.recipients();
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

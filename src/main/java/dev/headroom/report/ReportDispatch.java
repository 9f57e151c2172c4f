package dev.headroom.report;

import dev.headroom.assessment.Assessment;
import dev.headroom.assessment.Assessments;
import dev.headroom.report.Deliveries.Held;
import dev.headroom.report.Delivery.State;
import dev.headroom.report.MailServer.Outcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Sends the week's report, once it is due, to each recipient at most once; what couldn't be handed over is tried again until it is too late
 * to be of use.
 */
@Component
class ReportDispatch {

    private static final Logger log = LoggerFactory.getLogger(ReportDispatch.class);

    private static final Duration FIRST_PAUSE = Duration.ofMinutes(5);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(6);

    private final Assessments assessments;
    private final ReportComposer composer;
    private final Recipients recipients;
    private final UnsubscribeLinks links;
    private final Deliveries deliveries;
    private final MailServer server;
    private final ReportProperties.Mail settings;
    private final Clock clock;
    private final MeterRegistry meters;

    ReportDispatch(
            Assessments assessments,
            ReportComposer composer,
            Recipients recipients,
            UnsubscribeLinks links,
            Deliveries deliveries,
            MailServer server,
            ReportProperties properties,
            Clock clock,
            MeterRegistry meters) {
        this.assessments = assessments;
        this.composer = composer;
        this.recipients = recipients;
        this.links = links;
        this.deliveries = deliveries;
        this.server = server;
        this.settings = properties.mail();
        this.clock = clock;
        this.meters = meters;
        List.of(State.SENT, State.FAILED, State.IN_DOUBT)
                .forEach(this::ended); // a series that is there before its first event
    }

    /** Sends what is due now: the week's report to whom it hasn't gone, and what waits for another attempt. */
    void sendDue() {
        if (!settings.enabled() || !missingSettings().isEmpty()) {
            return;
        }
        int doubted = deliveries.doubtTheAbandoned(clock.instant());
        if (doubted > 0) {
            log.atWarn().addKeyValue("mails", doubted).log("report deliveries left in doubt");
        }
        var assessment = assessments.latest().orElse(null);
        if (assessment == null) {
            return;
        }
        var now = clock.instant();
        for (var recipient : recipients.active(now)) {
            var week = IsoWeek.of(LocalDate.ofInstant(now, recipient.zoneOr(assessment.zone())));
            if (!now.isBefore(recipient.dueAt(week, assessment.zone()))) {
                deliveries
                        .claimWeekly(
                                recipient.address(), week, messageId(week + "." + digest(recipient.address())), now)
                        .ifPresent(held -> attempt(held, recipient, assessment));
            }
        }
        for (var held = deliveries.claimNextDue(clock.instant());
                held.isPresent();
                held = deliveries.claimNextDue(clock.instant())) {
            attemptAgain(held.get(), assessment);
        }
    }

    List<Delivery> sendNow(Assessment assessment) {
        requireSettings();
        var sent = new ArrayList<Delivery>();
        for (var recipient : recipients.active(clock.instant())) {
            var id = UUID.randomUUID();
            var held = deliveries.claimOnDemand(
                    id, recipient.address(), IsoWeek.of(today(assessment)), messageId(id.toString()), clock.instant());
            attempt(held, recipient, assessment);
            sent.add(deliveries.find(id).orElseThrow());
        }
        return sent;
    }

    Delivery sendAgain(UUID id, Assessment assessment) {
        requireSettings();
        var held = deliveries.claimAgain(id, clock.instant()).orElseThrow(() -> new NoSuchDelivery(id));
        attemptAgain(held, assessment);
        return deliveries.find(id).orElseThrow();
    }

    Optional<Recipient> firstRecipient() {
        return recipients.active(clock.instant()).stream().findFirst();
    }

    List<String> missingSettings() {
        var missing = new ArrayList<String>();
        if (!server.isConfigured()) {
            missing.add("SPRING_MAIL_HOST");
        }
        if (settings.from() == null) {
            missing.add("HEADROOM_MAIL_FROM");
        }
        if (recipients.all(clock.instant()).isEmpty()) {
            missing.add("HEADROOM_MAIL_TO");
        }
        return missing;
    }

    private void requireSettings() {
        var missing = missingSettings();
        if (!missing.isEmpty()) {
            throw new MailNotConfigured(missing);
        }
    }

    private LocalDate today(Assessment assessment) {
        return LocalDate.ofInstant(clock.instant(), assessment.zone());
    }

    /** Returns how a recipient gets the report. */
    Edition edition(Recipient recipient) {
        return new Edition(recipient.role(), recipient.language(), recipient.currency(), links.link(recipient.id()));
    }

    private void attemptAgain(Held held, Assessment assessment) {
        var recipient = recipients.active(clock.instant()).stream()
                .filter(known -> known.address().equals(held.delivery().recipient()))
                .findFirst();
        if (recipient.isPresent()) {
            attempt(held, recipient.get(), assessment);
        } else {
            finish(held, State.FAILED, "The address is no longer among the recipients.");
        }
    }

    private void attempt(Held held, Recipient recipient, Assessment assessment) {
        Outcome outcome;
        try {
            var to = ReportProperties.Mail.address("address", recipient.mailbox());
            var mail = ReportMail.of(
                    letter(held.delivery().week(), recipient, assessment),
                    sender(),
                    to,
                    held.delivery().messageId(),
                    clock.instant(),
                    server.session());
            outcome = server.handOver(mail, to, () -> deliveries.beginSending(held, assessment.id(), clock.instant()));
        } catch (MessagingException | RuntimeException e) {
            log.atError()
                    .addKeyValue("delivery", held.delivery().id())
                    .setCause(e)
                    .log("report could not be composed");
            outcome = new Outcome.Unavailable("The report could not be composed.");
        }
        close(held, outcome);
    }

    private ReportMail.Letter letter(IsoWeek week, Recipient recipient, Assessment assessment) {
        var edition = edition(recipient);
        var today = today(assessment);
        return new ReportMail.Letter(
                composer.compose(assessment, week, today, edition),
                edition.unsubscribe(),
                recipient.pdf() ? composer.pdf(assessment, week, today, edition) : null,
                recipient.xlsx() ? composer.xlsx(assessment, week, today, edition) : null);
    }

    private void close(Held held, Outcome outcome) {
        switch (outcome) {
            case Outcome.Accepted accepted -> finish(held, State.SENT, null);
            case Outcome.Refused refused -> finish(held, State.FAILED, refused.reason());
            case Outcome.InDoubt doubt -> finish(held, State.IN_DOUBT, doubt.reason());
            case Outcome.Unavailable unavailable -> retryOrFail(held, unavailable.reason());
            case Outcome.CalledOff calledOff ->
                log.atWarn()
                        .addKeyValue("delivery", held.delivery().id())
                        .log("report delivery called off: another instance took it");
        }
    }

    private void retryOrFail(Held held, String reason) {
        var delivery = held.delivery();
        var next = clock.instant().plus(pause(delivery.attempts()));
        if (!delivery.scheduled()) {
            finish(held, State.FAILED, reason);
        } else if (next.isAfter(delivery.createdAt().plus(settings.giveUpAfter()))) {
            finish(
                    held,
                    State.FAILED,
                    "Given up after " + settings.giveUpAfter().toHours() + " hours: " + reason);
        } else {
            deliveries.retryAt(held, next, reason);
            log.atWarn()
                    .addKeyValue("delivery", delivery.id())
                    .addKeyValue("attempt", delivery.attempts())
                    .addKeyValue("nextAttempt", next)
                    .addKeyValue("reason", reason)
                    .log("report delivery postponed");
        }
    }

    private static Duration pause(int attempts) {
        var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts - 1, 10));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    private void finish(Held held, State state, @Nullable String reason) {
        deliveries.finish(held, state, reason, clock.instant());
        ended(state).increment();
        (state == State.SENT ? log.atInfo() : log.atWarn())
                .addKeyValue("delivery", held.delivery().id())
                .addKeyValue("week", held.delivery().week())
                .addKeyValue("state", state.code())
                .addKeyValue("reason", reason)
                .log("report delivery ended");
    }

    private Counter ended(State state) {
        return Counter.builder("headroom.report.deliveries")
                .description("Weekly reports that came to this end")
                .tag("state", state.code())
                .register(meters);
    }

    private InternetAddress sender() {
        var from = settings.from();
        if (from == null) {
            throw new MailNotConfigured(List.of("HEADROOM_MAIL_FROM"));
        }
        return ReportProperties.Mail.address("HEADROOM_MAIL_FROM", from);
    }

    private String messageId(String unique) {
        var from = sender().getAddress();
        return "<headroom.weekly." + unique + from.substring(from.lastIndexOf('@')) + ">";
    }

    private static String digest(String recipient) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(recipient.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

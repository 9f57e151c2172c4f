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
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

    private static final DayOfWeek DAY = DayOfWeek.MONDAY;
    private static final LocalTime TIME = LocalTime.of(8, 0);
    private static final Duration FIRST_PAUSE = Duration.ofMinutes(5);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(6);

    private final Assessments assessments;
    private final ReportComposer composer;
    private final Deliveries deliveries;
    private final MailServer server;
    private final ReportProperties.Mail settings;
    private final Clock clock;
    private final MeterRegistry meters;

    ReportDispatch(
            Assessments assessments,
            ReportComposer composer,
            Deliveries deliveries,
            MailServer server,
            ReportProperties properties,
            Clock clock,
            MeterRegistry meters) {
        this.assessments = assessments;
        this.composer = composer;
        this.deliveries = deliveries;
        this.server = server;
        this.settings = properties.mail();
        this.clock = clock;
        this.meters = meters;
        List.of(State.SENT, State.FAILED, State.IN_DOUBT)
                .forEach(this::ended); // a series that is there before its first event
    }

    /** Returns when a week's report is due. */
    static Instant dueAt(IsoWeek week, ZoneId zone) {
        return week.monday().with(DAY).atTime(TIME).atZone(zone).toInstant();
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
        var run = new Run(assessment);
        var week = IsoWeek.of(run.today);
        if (!now.isBefore(dueAt(week, assessment.zone()))) {
            for (var recipient : addresses()) {
                deliveries
                        .claimWeekly(key(recipient), week, messageId(week + "." + digest(key(recipient))), now)
                        .ifPresent(held -> attempt(held, recipient, run));
            }
        }
        for (var held = deliveries.claimNextDue(clock.instant());
                held.isPresent();
                held = deliveries.claimNextDue(clock.instant())) {
            attemptAgain(held.get(), run);
        }
    }

    List<Delivery> sendNow(Assessment assessment) {
        requireSettings();
        var run = new Run(assessment);
        var sent = new ArrayList<Delivery>();
        for (var recipient : addresses()) {
            var id = UUID.randomUUID();
            var held = deliveries.claimOnDemand(
                    id, key(recipient), IsoWeek.of(run.today), messageId(id.toString()), clock.instant());
            attempt(held, recipient, run);
            sent.add(deliveries.find(id).orElseThrow());
        }
        return sent;
    }

    Delivery sendAgain(UUID id, Assessment assessment) {
        requireSettings();
        var held = deliveries.claimAgain(id, clock.instant()).orElseThrow(() -> new NoSuchDelivery(id));
        attemptAgain(held, new Run(assessment));
        return deliveries.find(id).orElseThrow();
    }

    List<String> recipients() {
        return addresses().stream().map(ReportDispatch::key).toList();
    }

    List<String> missingSettings() {
        var missing = new ArrayList<String>();
        if (!server.isConfigured()) {
            missing.add("SPRING_MAIL_HOST");
        }
        if (settings.from() == null) {
            missing.add("HEADROOM_MAIL_FROM");
        }
        if (settings.to().isEmpty()) {
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

    /** Composes each week's report at most once while several mails go out. */
    private final class Run {
        private final Assessment assessment;
        private final LocalDate today;
        private final Map<IsoWeek, ComposedReport> composed = new HashMap<>();

        private Run(Assessment assessment) {
            this.assessment = assessment;
            this.today = LocalDate.ofInstant(clock.instant(), assessment.zone());
        }

        private ComposedReport report(IsoWeek week) {
            return composed.computeIfAbsent(week, w -> composer.compose(assessment, w, today));
        }
    }

    private void attemptAgain(Held held, Run run) {
        var recipient = addresses().stream()
                .filter(address -> key(address).equals(held.delivery().recipient()))
                .findFirst();
        if (recipient.isPresent()) {
            attempt(held, recipient.get(), run);
        } else {
            finish(held, State.FAILED, "The address is no longer among the recipients.");
        }
    }

    private void attempt(Held held, InternetAddress recipient, Run run) {
        Outcome outcome;
        UUID assessment;
        try {
            var report = run.report(held.delivery().week());
            assessment = report.assessment();
            var mail = ReportMail.of(
                    report, sender(), recipient, held.delivery().messageId(), clock.instant(), server.session());
            outcome =
                    server.handOver(mail, recipient, () -> deliveries.beginSending(held, assessment, clock.instant()));
        } catch (MessagingException | RuntimeException e) {
            log.atError()
                    .addKeyValue("delivery", held.delivery().id())
                    .setCause(e)
                    .log("report could not be composed");
            outcome = new Outcome.Unavailable("The report could not be composed.");
        }
        close(held, outcome);
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

    private List<InternetAddress> addresses() {
        return settings.to().stream()
                .map(text -> ReportProperties.Mail.address("HEADROOM_MAIL_TO", text))
                .toList();
    }

    private static String key(InternetAddress address) {
        return address.getAddress().toLowerCase(Locale.ROOT);
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

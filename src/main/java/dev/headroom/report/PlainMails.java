package dev.headroom.report;

import dev.headroom.report.MailServer.Outcome;
import jakarta.mail.MessagingException;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Mails of plain words, beside the weekly report. */
@Service
public class PlainMails {

    private static final int SUBJECT = 150;

    private final MailServer server;
    private final ReportProperties properties;
    private final Clock clock;

    PlainMails(MailServer server, ReportProperties properties, Clock clock) {
        this.server = server;
        this.properties = properties;
        this.clock = clock;
    }

    /** What became of a mail. */
    public enum End {
        /** The mail server has taken it on. */
        TAKEN,
        /** It will not be taken, now or later. */
        REFUSED,
        /** It did not leave; another attempt may succeed. */
        UNAVAILABLE,
        /** All of it left, and no answer came. */
        IN_DOUBT
    }

    /** @param reason empty for one that was taken */
    public record Result(End end, String reason) {}

    /** Returns the address of a page of the dashboard, {@code null} where the dashboard's own isn't known. */
    public @Nullable String link(String path) {
        return properties.link(path);
    }

    /**
     * Hands a mail to the mail server.
     *
     * @param unique makes the mail's id, so that a second copy is recognized
     */
    public Result send(String address, String subject, String text, UUID unique) {
        var sender = properties.mail().from();
        if (sender == null || !server.isConfigured()) {
            return new Result(End.UNAVAILABLE, "Mail is not configured: set SPRING_MAIL_HOST and HEADROOM_MAIL_FROM.");
        }
        try {
            var from = ReportProperties.Mail.address("HEADROOM_MAIL_FROM", sender);
            var to = ReportProperties.Mail.address("HEADROOM_ALERTS_TO", address);
            var host = from.getAddress().substring(from.getAddress().lastIndexOf('@'));
            var mail = ReportMail.plain(
                    CleanText.of(subject, SUBJECT),
                    text,
                    from,
                    to,
                    "<headroom.alert." + unique + host + ">",
                    clock.instant(),
                    server.session());
            return switch (server.handOver(mail, to, () -> true)) {
                case Outcome.Accepted accepted -> new Result(End.TAKEN, "");
                case Outcome.Refused refused -> new Result(End.REFUSED, refused.reason());
                case Outcome.Unavailable unavailable -> new Result(End.UNAVAILABLE, unavailable.reason());
                case Outcome.InDoubt doubt -> new Result(End.IN_DOUBT, doubt.reason());
                case Outcome.CalledOff calledOff -> throw new IllegalStateException("nobody calls it off");
            };
        } catch (MessagingException | IllegalArgumentException e) {
            return new Result(End.REFUSED, String.valueOf(e.getMessage()));
        }
    }
}

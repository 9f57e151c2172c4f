package dev.headroom.report;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;

/** The SMTP server that takes our mails, and what it may answer. */
@Component
class MailServer {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int REASON = 300;

    /** Log-in and encryption: the operator can mend these, so they are no verdict on the mail. */
    private static final Set<Integer> ABOUT_THE_LOG_IN = Set.of(530, 534, 535, 538);

    private final @Nullable JavaMailSenderImpl settings;
    private final Session session;

    MailServer(ObjectProvider<JavaMailSenderImpl> settings) {
        this.settings = settings.getIfAvailable();
        this.session = Session.getInstance(properties(this.settings));
    }

    // Without limits of its own the mail library waits forever.
    private static Properties properties(@Nullable JavaMailSenderImpl settings) {
        var properties = new Properties();
        if (settings != null) {
            properties.putAll(settings.getJavaMailProperties());
        }
        var patience = String.valueOf(PATIENCE.toMillis());
        for (var protocol : new String[] {"smtp", "smtps"}) {
            properties.putIfAbsent("mail." + protocol + ".connectiontimeout", patience);
            properties.putIfAbsent("mail." + protocol + ".timeout", patience);
            properties.putIfAbsent("mail." + protocol + ".writetimeout", patience);
        }
        return properties;
    }

    /** What became of a mail. */
    sealed interface Outcome {
        /** The server has taken it on. */
        record Accepted() implements Outcome {}

        /** The server will not take it, now or later. */
        record Refused(String reason) implements Outcome {}

        /** It did not leave; another attempt may succeed. */
        record Unavailable(String reason) implements Outcome {}

        /** All of it left, and no answer came. */
        record InDoubt(String reason) implements Outcome {}

        /** Nothing left, since the sender called it off. */
        record CalledOff() implements Outcome {}
    }

    boolean isConfigured() {
        return settings != null;
    }

    Session session() {
        return session;
    }

    /**
     * Hands one mail to the server.
     *
     * @param departure asked once the server is there and before the mail leaves; false calls it off
     */
    Outcome handOver(ReportMail mail, InternetAddress recipient, BooleanSupplier departure) {
        if (settings == null) {
            return new Outcome.Unavailable("No mail server is configured.");
        }
        Transport transport;
        try {
            transport = connect(settings);
        } catch (MessagingException e) {
            return new Outcome.Unavailable("The mail server could not be reached: " + reason(e));
        }
        try {
            if (!departure.getAsBoolean()) {
                return new Outcome.CalledOff();
            }
            transport.sendMessage(mail, new InternetAddress[] {recipient});
            return new Outcome.Accepted();
        } catch (MessagingException e) {
            return failure(e, mail.isHandedOver());
        } finally {
            close(transport);
        }
    }

    private Transport connect(JavaMailSenderImpl server) throws MessagingException {
        var protocol = server.getProtocol();
        var transport = session.getTransport(protocol == null ? JavaMailSenderImpl.DEFAULT_PROTOCOL : protocol);
        transport.connect(server.getHost(), server.getPort(), blankToNull(server.getUsername()), server.getPassword());
        return transport;
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    private static void close(Transport transport) {
        try {
            transport.close();
        } catch (MessagingException e) {
            // The answer to the mail has been heard, or its loss: what follows changes nothing.
        }
    }

    private static Outcome failure(MessagingException e, boolean handedOver) {
        int code = replyCode(e);
        if (code >= 500 && !ABOUT_THE_LOG_IN.contains(code)) {
            return new Outcome.Refused(reason(e));
        }
        return handedOver && code < 400
                ? new Outcome.InDoubt("The connection broke after the whole mail was handed over: " + reason(e))
                : new Outcome.Unavailable(reason(e));
    }

    /** Returns the server's last word on the mail, the recipient's first; -1 if it said none. */
    private static int replyCode(MessagingException failure) {
        int code = -1;
        for (Exception e = failure; e instanceof MessagingException cause; e = cause.getNextException()) {
            switch (cause) {
                case SMTPAddressFailedException address -> {
                    return address.getReturnCode();
                }
                case SMTPSenderFailedException sender -> code = sender.getReturnCode();
                case SMTPSendFailedException send -> code = Math.max(code, send.getReturnCode());
                default -> {}
            }
        }
        return code;
    }

    private static String reason(MessagingException failure) {
        Exception last = failure;
        while (last instanceof MessagingException cause && cause.getNextException() != null) {
            last = cause.getNextException();
        }
        var message = last.getMessage();
        return CleanText.of(
                message == null || message.isBlank() ? last.getClass().getSimpleName() : message, REASON);
    }
}

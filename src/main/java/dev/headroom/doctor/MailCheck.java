package dev.headroom.doctor;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.util.Map;
import java.util.Properties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** Logs in to the mail server, without sending anything. */
final class MailCheck {

    private static final String PATIENCE_MILLIS = "5000";
    private static final int SMTP = 25;

    private final Patient patient;
    private final Findings findings;

    MailCheck(Patient patient, Findings findings) {
        this.patient = patient;
        this.findings = findings;
    }

    void examine() {
        String host = patient.property("spring.mail.host");
        String to = patient.property("headroom.mail.to");
        String from = patient.property("headroom.mail.from");
        if (host == null) {
            if (to == null) {
                findings.passed(Check.MAIL, "No report is asked for: neither a server nor a recipient is set.");
            } else {
                findings.trouble(
                        Check.MAIL,
                        "HEADROOM_MAIL_TO names recipients, and no mail server is set.",
                        "SPRING_MAIL_HOST=smtp.example.com SPRING_MAIL_PORT=587 SPRING_MAIL_USERNAME=… SPRING_MAIL_PASSWORD=…");
            }
            return;
        }
        if (from == null || to == null) {
            findings.trouble(
                    Check.MAIL,
                    "A mail server is set, and "
                            + (from == null ? "no sender (HEADROOM_MAIL_FROM)" : "no recipient (HEADROOM_MAIL_TO)")
                            + " is.",
                    from == null ? "HEADROOM_MAIL_FROM=headroom@example.com" : "HEADROOM_MAIL_TO=cto@example.com");
            return;
        }
        logIn(host, from);
    }

    private void logIn(String host, String from) {
        var sender = new JavaMailSenderImpl();
        sender.setHost(host);
        String port = patient.property("spring.mail.port");
        int number = port == null ? SMTP : Integer.parseInt(port);
        sender.setPort(number);
        sender.setUsername(patient.property("spring.mail.username"));
        sender.setPassword(patient.property("spring.mail.password"));
        String protocol = patient.property("spring.mail.protocol");
        if (protocol != null) {
            sender.setProtocol(protocol);
        }
        var properties = new Properties();
        Binder.get(patient.environment())
                .bind("spring.mail.properties", Bindable.mapOf(String.class, String.class))
                .orElse(Map.of())
                .forEach(properties::setProperty);
        for (var kind : new String[] {"smtp", "smtps"}) {
            for (var limit : new String[] {"connectiontimeout", "timeout", "writetimeout"}) {
                properties.putIfAbsent("mail." + kind + "." + limit, PATIENCE_MILLIS);
            }
        }
        sender.setJavaMailProperties(properties);
        try {
            sender.testConnection();
            findings.passed(
                    Check.MAIL,
                    host + " lets us in. That mail of " + from.replaceAll("^.*@|>$", "")
                            + " is signed (DKIM) is for its server to see to.");
        } catch (AuthenticationFailedException e) {
            findings.trouble(
                    Check.MAIL,
                    host + " refuses the log-in: " + e.getMessage(),
                    "SPRING_MAIL_USERNAME=… SPRING_MAIL_PASSWORD=…   # and SPRING_MAIL_PROPERTIES_MAIL_SMTP_STARTTLS_ENABLE=true on port 587");
        } catch (MessagingException e) {
            findings.trouble(
                    Check.MAIL, host + " can't be reached: " + e.getMessage(), "nc -vz " + host + " " + number);
        }
    }
}

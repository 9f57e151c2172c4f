package dev.headroom.report;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** Plain mails through a mail server of a test. */
public final class TestMails {

    private TestMails() {}

    public static PlainMails through(int port, Clock clock) {
        var server = new JavaMailSenderImpl();
        server.setHost("127.0.0.1");
        server.setPort(port);
        return new PlainMails(
                new MailServer(new StaticListableBeanFactory(Map.of("mail", server))
                        .getBeanProvider(JavaMailSenderImpl.class)),
                new ReportProperties(
                        URI.create("https://headroom.example.com"),
                        new ReportProperties.Mail("capacity@example.com", List.of(), Duration.ofHours(72), true)),
                clock);
    }
}

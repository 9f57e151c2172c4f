package dev.headroom.report;

import dev.headroom.report.ComposedReport.Picture;
import jakarta.activation.DataHandler;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;

/** A report on its way to one recipient. It knows how far it has been handed over, which decides whether it may be sent again. */
final class ReportMail extends MimeMessage {

    private final String messageId;
    private boolean handedOver;

    private ReportMail(Session session, String messageId) {
        super(session);
        this.messageId = messageId;
    }

    static ReportMail of(
            ComposedReport report,
            InternetAddress from,
            InternetAddress to,
            String messageId,
            Instant sent,
            Session session)
            throws MessagingException {
        var mail = new ReportMail(session, messageId);
        mail.setFrom(from);
        mail.setRecipient(Message.RecipientType.TO, to);
        mail.setSubject(report.subject(), StandardCharsets.UTF_8.name());
        mail.setSentDate(Date.from(sent));
        mail.setHeader("Auto-Submitted", "auto-generated"); // RFC 3834: no out-of-office answers
        mail.setHeader("X-Auto-Response-Suppress", "All");
        mail.setContent(alternatives(report));
        mail.saveChanges();
        return mail;
    }

    private static MimeMultipart alternatives(ComposedReport report) throws MessagingException {
        var related = new MimeMultipart("related", text(report.html(), "html"));
        for (var picture : report.pictures()) {
            related.addBodyPart(inline(picture));
        }
        var html = new MimeBodyPart();
        html.setContent(related);
        return new MimeMultipart("alternative", text(report.text(), "plain"), html);
    }

    private static MimeBodyPart text(String words, String subtype) throws MessagingException {
        var part = new MimeBodyPart();
        part.setText(words, StandardCharsets.UTF_8.name(), subtype);
        part.setHeader("Content-Transfer-Encoding", "quoted-printable");
        return part;
    }

    private static MimeBodyPart inline(Picture picture) throws MessagingException {
        var part = new MimeBodyPart();
        part.setDataHandler(new DataHandler(new ByteArrayDataSource(picture.png(), "image/png")));
        part.setHeader("Content-Transfer-Encoding", "base64");
        part.setContentID("<" + picture.contentId() + ">");
        part.setDisposition(MimeBodyPart.INLINE);
        part.setFileName("forecast.png");
        return part;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", messageId);
    }

    @Override
    public void writeTo(OutputStream out, String[] ignoredHeaders) throws IOException, MessagingException {
        super.writeTo(out, ignoredHeaders);
        handedOver = true;
    }

    /** Returns whether all of it has been written to a mail server, but for the dot that ends it. */
    boolean isHandedOver() {
        return handedOver;
    }
}

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
import org.jspecify.annotations.Nullable;

/** A report on its way to one recipient. It knows how far it has been handed over, which decides whether it may be sent again. */
final class ReportMail extends MimeMessage {

    private final String messageId;
    private boolean handedOver;

    private ReportMail(Session session, String messageId) {
        super(session);
        this.messageId = messageId;
    }

    /**
     * What goes out.
     *
     * @param unsubscribe {@code null} where there is no such address
     * @param pdf         {@code null} unless wished
     * @param xlsx        {@code null} unless wished
     */
    record Letter(ComposedReport report, @Nullable String unsubscribe, byte @Nullable [] pdf, byte @Nullable [] xlsx) {}

    static ReportMail of(
            Letter letter, InternetAddress from, InternetAddress to, String messageId, Instant sent, Session session)
            throws MessagingException {
        var mail = addressed(letter.report().subject(), from, to, messageId, sent, session);
        if (letter.unsubscribe() != null) { // RFC 8058: one line, and nothing in it that needs encoding
            mail.setHeader("List-Unsubscribe", "<" + letter.unsubscribe() + ">");
            mail.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
        mail.setContent(content(letter));
        mail.saveChanges();
        return mail;
    }

    private static ReportMail addressed(
            String subject, InternetAddress from, InternetAddress to, String messageId, Instant sent, Session session)
            throws MessagingException {
        var mail = new ReportMail(session, messageId);
        mail.setFrom(from);
        mail.setRecipient(Message.RecipientType.TO, to);
        mail.setSubject(subject, StandardCharsets.UTF_8.name());
        mail.setSentDate(Date.from(sent));
        mail.setHeader("Auto-Submitted", "auto-generated"); // RFC 3834: no out-of-office answers
        mail.setHeader("X-Auto-Response-Suppress", "All");
        return mail;
    }

    /** Writes a mail of words alone. */
    static ReportMail plain(
            String subject,
            String text,
            InternetAddress from,
            InternetAddress to,
            String messageId,
            Instant sent,
            Session session)
            throws MessagingException {
        var mail = addressed(subject, from, to, messageId, sent, session);
        mail.setText(text, StandardCharsets.UTF_8.name());
        mail.saveChanges();
        return mail;
    }

    private static MimeMultipart content(Letter letter) throws MessagingException {
        var alternatives = alternatives(letter.report());
        if (letter.pdf() == null && letter.xlsx() == null) {
            return alternatives;
        }
        var body = new MimeBodyPart();
        body.setContent(alternatives);
        var mixed = new MimeMultipart("mixed", body);
        var name = "headroom-" + letter.report().week();
        if (letter.pdf() != null) {
            mixed.addBodyPart(attached(letter.pdf(), "application/pdf", name + ".pdf"));
        }
        if (letter.xlsx() != null) {
            mixed.addBodyPart(attached(
                    letter.xlsx(),
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                    name + ".xlsx"));
        }
        return mixed;
    }

    private static MimeBodyPart attached(byte[] bytes, String type, String name) throws MessagingException {
        var part = new MimeBodyPart();
        part.setDataHandler(new DataHandler(new ByteArrayDataSource(bytes, type)));
        part.setHeader("Content-Transfer-Encoding", "base64");
        part.setDisposition(MimeBodyPart.ATTACHMENT);
        part.setFileName(name);
        return part;
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
        part.setFileName(picture.contentId() + ".png");
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

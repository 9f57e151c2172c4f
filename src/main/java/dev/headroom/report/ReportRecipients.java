package dev.headroom.report;

import dev.headroom.access.Audit;
import dev.headroom.access.Caller;
import dev.headroom.access.RefusedChange;
import jakarta.mail.internet.InternetAddress;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who gets the weekly report, and how; each change is audited. */
@Service
public class ReportRecipients {

    private final Recipients recipients;
    private final UnsubscribeLinks links;
    private final Audit audit;
    private final Clock clock;

    ReportRecipients(Recipients recipients, UnsubscribeLinks links, Audit audit, Clock clock) {
        this.recipients = recipients;
        this.links = links;
        this.audit = audit;
        this.clock = clock;
    }

    /** Returns all recipients by address, those that have unsubscribed among them. */
    @Transactional
    public List<Recipient> all() {
        return recipients.all(clock.instant());
    }

    /** @throws NoSuchRecipient if there is none of that id */
    public Recipient get(UUID id) {
        return recipients.find(id).orElseThrow(() -> new NoSuchRecipient(id));
    }

    /**
     * Adds a recipient.
     *
     * @param mailbox {@code cto@example.com}, or with a name
     * @throws RefusedChange if it is no mail address, or is among the recipients already
     */
    @Transactional
    public Recipient add(String mailbox, Wishes wishes) {
        InternetAddress address;
        try {
            address = ReportProperties.Mail.address("address", mailbox);
        } catch (IllegalArgumentException e) {
            throw new RefusedChange("address", mailbox, "This must be a mail address such as cto@example.com.");
        }
        var added = recipients
                .insert(address, false, clock.instant())
                .orElseThrow(
                        () -> new RefusedChange("address", mailbox, "This address is among the recipients already."));
        recipients.change(added.id(), wishes);
        audit.record("report-recipient.added", subject(added), details(wishes));
        return get(added.id());
    }

    /** @throws NoSuchRecipient if there is none of that id */
    @Transactional
    public Recipient change(UUID id, Wishes wishes) {
        var recipient = get(id);
        recipients.change(id, wishes);
        audit.record("report-recipient.changed", subject(recipient), details(wishes));
        return get(id);
    }

    /**
     * Ends the mails to a recipient, or takes them up again.
     *
     * @throws NoSuchRecipient if there is none of that id
     */
    @Transactional
    public Recipient subscribe(UUID id, boolean wanted) {
        var recipient = get(id);
        if (wanted != (recipient.unsubscribedAt() == null)) {
            if (wanted) {
                recipients.subscribe(id);
            } else {
                recipients.unsubscribe(id, clock.instant());
            }
            audit.record(
                    wanted ? "report-recipient.subscribed" : "report-recipient.unsubscribed",
                    subject(recipient),
                    Map.of());
        }
        return get(id);
    }

    /**
     * Removes a recipient; one that {@code HEADROOM_MAIL_TO} names is unsubscribed instead, or it would come back.
     *
     * @throws NoSuchRecipient if there is none of that id
     */
    @Transactional
    public void remove(UUID id) {
        var recipient = get(id);
        if (recipient.bySetting()) {
            subscribe(id, false);
        } else {
            recipients.remove(id);
            audit.record("report-recipient.removed", subject(recipient), Map.of());
        }
    }

    /**
     * Returns the token of the signed link that ends a recipient's mails.
     *
     * @throws NoSuchRecipient if there is none of that id
     */
    public String token(UUID id) {
        return links.token(id).orElseThrow(() -> new NoSuchRecipient(id));
    }

    /** Returns whose mails a signed link ends; empty if the link is not ours, or void by now. */
    public Optional<Recipient> bySignedLink(String token) {
        return links.recipient(token);
    }

    /** Ends the mails by a signed link; false if it is not ours, or void by now. Doing so twice does no harm. */
    @Transactional
    public boolean unsubscribe(String token) {
        var recipient = links.recipient(token);
        recipient.filter(known -> known.unsubscribedAt() == null).ifPresent(known -> {
            recipients.unsubscribe(known.id(), clock.instant());
            audit.record(
                    new Caller("recipient:" + known.id(), known.address(), Set.of()),
                    "report-recipient.unsubscribed",
                    subject(known),
                    Map.of("by", "signed link"));
        });
        return recipient.isPresent();
    }

    private static String subject(Recipient recipient) {
        return "report-recipient:" + recipient.address();
    }

    private static Map<String, Object> details(Wishes wishes) {
        return Map.of(
                "role", wishes.role().code(),
                "language", wishes.language().code(),
                "zone", String.valueOf(wishes.zone()),
                "currency", String.valueOf(wishes.currency()),
                "day", wishes.day().name().toLowerCase(java.util.Locale.ROOT),
                "pdf", wishes.pdf(),
                "xlsx", wishes.xlsx());
    }
}

package dev.headroom.web;

import dev.headroom.report.Delivery;
import dev.headroom.report.Recipient;
import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A recipient of the report, in words and for its form. */
record RecipientView(Recipient recipient, Frame frame, List<Delivery> deliveries) {

    public String name() {
        return VisibleText.name(recipient.mailbox());
    }

    public String zone() {
        var zone = recipient.zone();
        return zone == null ? "" : zone.getId();
    }

    public String currency() {
        var currency = recipient.currency();
        return currency == null ? "" : currency.getCurrencyCode();
    }

    public String summary() {
        return switch (recipient.role()) {
                    case CTO -> "CTO";
                    case FINANCE -> "Finance";
                    case SRE -> "SRE";
                }
                + ", " + recipient.language().word() + ", " + day(recipient.day()) + "s at 08:00 "
                + (recipient.zone() == null
                        ? frame.zone().getId()
                        : recipient.zone().getId())
                + (recipient.currency() == null ? "" : ", " + currency())
                + (recipient.pdf() ? ", PDF" : "")
                + (recipient.xlsx() ? ", XLSX" : "");
    }

    public boolean isSubscribed() {
        return recipient.unsubscribedAt() == null;
    }

    public String unsubscribed() {
        var moment = recipient.unsubscribedAt();
        return moment == null ? "" : frame.moment(moment);
    }

    /** Returns the newest mail to it; {@code null} without any. */
    public @Nullable DeliveryView last() {
        return deliveries.stream()
                .filter(delivery -> delivery.recipient().equals(recipient.address()))
                .findFirst()
                .map(delivery -> new DeliveryView(delivery, frame))
                .orElse(null);
    }

    static String day(DayOfWeek day) {
        return day.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }
}

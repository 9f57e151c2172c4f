package dev.headroom.report;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Who is mailed the weekly report, from which address, and where its links lead.
 *
 * @param baseUrl where readers find the dashboard; without it the mail has no links
 */
@Validated
@ConfigurationProperties("headroom")
record ReportProperties(@Nullable URI baseUrl, @DefaultValue Mail mail) {

    ReportProperties {
        if (baseUrl != null
                && (baseUrl.getHost() == null
                        || !List.of("http", "https").contains(String.valueOf(baseUrl.getScheme())))) {
            throw new IllegalArgumentException(
                    "HEADROOM_BASE_URL must be an address such as https://headroom.example.com: '" + baseUrl + "'");
        }
    }

    /** Returns the address of a page, {@code null} where the dashboard's address isn't known. */
    @Nullable
    String link(String path) {
        return baseUrl == null ? null : baseUrl.toString().replaceAll("/+$", "") + path;
    }

    /**
     * Mail settings.
     *
     * @param from        {@code capacity@example.com}, or with a name
     * @param to          the recipients; each address counts once, whatever its case
     * @param giveUpAfter how long a mail that can't be handed over is tried again
     * @param enabled     whether the weekly report goes out by itself
     */
    record Mail(
            @Nullable String from,
            @DefaultValue List<String> to,
            @DefaultValue("72h") Duration giveUpAfter,
            @DefaultValue("true") boolean enabled) {

        Mail {
            to = distinct(to);
            if (from != null && from.isBlank()) {
                from = null;
            }
            if (from != null) {
                address("HEADROOM_MAIL_FROM", from);
            }
            if (giveUpAfter.isNegative() || giveUpAfter.isZero()) {
                throw new IllegalArgumentException("HEADROOM_MAIL_GIVE_UP_AFTER must be positive: " + giveUpAfter);
            }
        }

        private static List<String> distinct(List<String> recipients) {
            var byAddress = new LinkedHashMap<String, String>();
            for (var recipient : recipients) {
                if (!recipient.isBlank()) {
                    byAddress.putIfAbsent(
                            address("HEADROOM_MAIL_TO", recipient).getAddress().toLowerCase(Locale.ROOT),
                            recipient.strip());
                }
            }
            return List.copyOf(byAddress.sequencedValues());
        }

        /**
         * Reads one address.
         *
         * @throws IllegalArgumentException if it isn't one, or has anything but visible ASCII in it: a wider letter could become a
         *     line end on its way
         */
        static InternetAddress address(String setting, String text) {
            try {
                var address = new InternetAddress(text.strip(), true);
                address.validate();
                if (!address.getAddress().chars().allMatch(c -> c > ' ' && c < 0x7f)
                        || text.chars().anyMatch(Character::isISOControl)) {
                    throw new AddressException("only visible ASCII is allowed");
                }
                return address;
            } catch (AddressException e) {
                throw new IllegalArgumentException(setting + " is '" + text.replaceAll("\\p{Cntrl}", "?")
                        + "': must be a mail address such as headroom@example.com (" + e.getMessage() + ")");
            }
        }
    }
}

package dev.headroom.access;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who gets in first, and how long a log-in lasts.
 *
 * @param bootstrapToken an API token with every scope
 */
@ConfigurationProperties("headroom")
record AccessProperties(
        @DefaultValue Admin admin,
        @Nullable String bootstrapToken,
        @DefaultValue Session session) {

    private static final int SHORTEST_TOKEN = 8;
    private static final int SHORTEST_PASSWORD = 8;

    AccessProperties {
        if (bootstrapToken != null && bootstrapToken.isBlank()) {
            bootstrapToken = null;
        }
        if (bootstrapToken != null) {
            bootstrapToken = bootstrapToken.strip();
            if (bootstrapToken.length() < SHORTEST_TOKEN) {
                throw new IllegalArgumentException(
                        "HEADROOM_BOOTSTRAP_TOKEN is too short: must have at least " + SHORTEST_TOKEN + " characters");
            }
            if (!bootstrapToken.chars().allMatch(c -> c > ' ' && c < 127)) {
                throw new IllegalArgumentException(
                        "HEADROOM_BOOTSTRAP_TOKEN can't be sent in a header: must be printable ASCII without spaces");
            }
        }
    }

    /** The first administrator, made where there is no user yet. */
    record Admin(@Nullable String email, @Nullable String password) {

        Admin {
            email = email == null || email.isBlank() ? null : email.strip();
            password = password == null || password.isEmpty() ? null : password;
            if (email != null && password == null) {
                throw new IllegalArgumentException(
                        "HEADROOM_ADMIN_PASSWORD is not set: must be, beside HEADROOM_ADMIN_EMAIL");
            }
            if (email == null && password != null) {
                throw new IllegalArgumentException(
                        "HEADROOM_ADMIN_EMAIL is not set: must be, beside HEADROOM_ADMIN_PASSWORD");
            }
            if (email != null) {
                try {
                    Users.checkedEmail(email);
                } catch (RefusedChange refused) {
                    throw new IllegalArgumentException(
                            "HEADROOM_ADMIN_EMAIL is '" + refused.value() + "': must be an e-mail address");
                }
            }
            if (password != null
                    && (password.length() < SHORTEST_PASSWORD
                            || password.getBytes(StandardCharsets.UTF_8).length > Users.LONGEST_PASSWORD_BYTES)) {
                throw new IllegalArgumentException(
                        "HEADROOM_ADMIN_PASSWORD is too short or too long: must have at least " + SHORTEST_PASSWORD
                                + " characters and at most " + Users.LONGEST_PASSWORD_BYTES + " bytes");
            }
        }

        @Override
        public String toString() {
            return "Admin[email=" + email + "]";
        }
    }

    /**
     * How long a log-in lasts.
     *
     * @param idle     without a request
     * @param absolute whatever the user does
     */
    record Session(
            @DefaultValue("30m") Duration idle,
            @DefaultValue("12h") Duration absolute) {

        Session {
            check("HEADROOM_SESSION_IDLE", idle);
            check("HEADROOM_SESSION_ABSOLUTE", absolute);
        }

        private static void check(String variable, Duration value) {
            if (value.isNegative() || value.isZero()) {
                throw new IllegalArgumentException(variable + " is '" + value + "': must be above 0");
            }
        }
    }

    @Override
    public String toString() {
        return "AccessProperties[admin=" + admin + ", session=" + session + "]";
    }
}

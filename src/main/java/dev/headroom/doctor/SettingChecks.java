package dev.headroom.doctor;

import dev.headroom.catalog.PriceBook;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Looks at the settings themselves, and at the prices that come with Headroom. */
final class SettingChecks {

    private static final int OLD_PRICES = 180;
    private static final int FEW_CHANGES = 3;

    private static final List<String> VARIABLES = List.of(
            "HEADROOM_METRICS_URL",
            "HEADROOM_METRICS_USERNAME",
            "HEADROOM_METRICS_PASSWORD",
            "HEADROOM_METRICS_BEARER_TOKEN",
            "HEADROOM_METRICS_CA_FILE",
            "HEADROOM_DATABASE_URL",
            "HEADROOM_DATABASE_USERNAME",
            "HEADROOM_DATABASE_PASSWORD",
            "HEADROOM_DATA_DIR",
            "HEADROOM_TIME_ZONE",
            "HEADROOM_CURRENCY",
            "HEADROOM_ADMIN_EMAIL",
            "HEADROOM_ADMIN_PASSWORD",
            "HEADROOM_BOOTSTRAP_TOKEN",
            "HEADROOM_SESSION_IDLE",
            "HEADROOM_SESSION_ABSOLUTE",
            "HEADROOM_POLL_INTERVAL",
            "HEADROOM_BACKFILL_DAYS",
            "HEADROOM_RAW_DAYS",
            "HEADROOM_METRICS_TIMEOUT",
            "HEADROOM_METRICS_QUERIES_AT_ONCE",
            "HEADROOM_METRICS_BUDGET",
            "HEADROOM_PLANNING_THRESHOLD",
            "HEADROOM_PLANNING_LEAD_TIME_DAYS",
            "HEADROOM_MAIL_FROM",
            "HEADROOM_MAIL_TO",
            "HEADROOM_BASE_URL",
            "HEADROOM_BACKUP_DIR",
            "HEADROOM_AUDIT_DIR");

    /** Words that stand behind {@code HEADROOM_}, whatever follows them. */
    private static final Pattern KNOWN = Pattern.compile("HEADROOM_(METRICS|DATABASE|ADMIN|SESSION|LINKS|PLANNING|MAIL|"
            + "API|AUDIT|BACKUP|BACKFILL|RAW|POLL|DATA|TIME|CURRENCY|BOOTSTRAP|BASE|REPORT|OIDC|WEBHOOK)(_.*)?");

    private final Patient patient;
    private final Findings findings;

    SettingChecks(Patient patient, Findings findings) {
        this.patient = patient;
        this.findings = findings;
    }

    void examine() {
        if (patient.wrongSetting() == null) {
            findings.passed(Check.SETTINGS, patient.variables().size() + " settings are made, and all can be used.");
        } else {
            var wrong = patient.wrongSetting();
            int end = wrong.indexOf(' ');
            findings.trouble(
                    Check.SETTINGS,
                    wrong,
                    (end < 0 ? wrong : wrong.substring(0, end)) + "=…   # see docs/operations.md");
        }
        names();
        prices();
    }

    private void names() {
        for (var name : patient.variables()) {
            var meant = meant(name);
            if (meant.isPresent()) {
                findings.trouble(
                        Check.SETTING_NAMES,
                        name + " is set, which is no setting; " + meant.get() + " is one.",
                        meant.get() + "=…   # in place of " + name);
                return;
            }
        }
        findings.passed(Check.SETTING_NAMES, "All names are known or like none that is.");
    }

    private static Optional<String> meant(String name) {
        if (VARIABLES.contains(name)) {
            return Optional.empty();
        }
        var near = VARIABLES.stream()
                .filter(known -> distance(known, name) <= FEW_CHANGES)
                .min((a, b) -> Integer.compare(distance(a, name), distance(b, name)));
        if (near.isPresent()
                && (distance(near.get(), name) <= 2 || !KNOWN.matcher(name).matches())) {
            return near;
        }
        return KNOWN.matcher(name).matches() ? Optional.empty() : near;
    }

    /** Returns how many letters must be added, left out or exchanged to get from one to the other. */
    private static int distance(String one, String other) {
        var row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int above = row[j];
                int exchanged = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(exchanged, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[other.length()];
    }

    private void prices() {
        var date = PriceBook.shipped().date();
        long age = ChronoUnit.DAYS.between(
                date, LocalDate.ofInstant(patient.clock().instant(), ZoneOffset.UTC));
        if (age > OLD_PRICES) {
            findings.trouble(
                    Check.PRICE_BOOK,
                    "The price book is of " + date + ", " + age + " days old.",
                    "git pull && bin/headroom   # a newer version brings newer prices");
        } else {
            findings.passed(Check.PRICE_BOOK, "The price book is of " + date + ".");
        }
    }

    /** Returns a length of time as a reader says it. */
    static String words(Duration duration) {
        long seconds = duration.abs().toSeconds();
        if (seconds < 120) {
            return seconds + " s";
        }
        if (seconds < 7200) {
            return seconds / 60 + " minutes";
        }
        return seconds < 172_800 ? seconds / 3600 + " hours" : seconds / 86_400 + " days";
    }
}

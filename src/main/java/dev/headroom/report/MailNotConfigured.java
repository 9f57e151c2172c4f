package dev.headroom.report;

import java.util.List;

/** The report can be read, but not mailed: settings are missing. */
public final class MailNotConfigured extends RuntimeException {

    private final transient List<String> settings;

    MailNotConfigured(List<String> settings) {
        super("Mail is not configured: set " + String.join(", ", settings) + ".");
        this.settings = List.copyOf(settings);
    }

    /** Returns the environment variables that are missing. */
    public List<String> settings() {
        return settings;
    }
}

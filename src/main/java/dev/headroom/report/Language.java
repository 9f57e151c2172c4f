package dev.headroom.report;

import java.util.Locale;

/** A language that the report is written in, with its way of writing numbers and dates. */
public enum Language {
    EN("English", Locale.ENGLISH),
    FR("Français", Locale.FRANCE);

    private final String word;
    private final Locale locale;

    Language(String word, Locale locale) {
        this.word = word;
        this.locale = locale;
    }

    /** Returns what the language calls itself. */
    public String word() {
        return word;
    }

    Locale locale() {
        return locale;
    }

    /** Returns the name in the database, the API and HTML. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the language of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Language of(String code) {
        for (var language : values()) {
            if (language.code().equals(code)) {
                return language;
            }
        }
        throw new IllegalArgumentException("language must be en or fr: '" + code + "'");
    }
}

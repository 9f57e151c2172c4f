package dev.headroom.report;

import dev.headroom.report.ReportContent.Section;
import java.util.List;
import java.util.Locale;

/** For whom a report is written: the same content, but what matters most to the reader comes right after the decision. */
public enum ReportRole {
    CTO(Section.ACTIONS, Section.RESOURCES, Section.CHANGES, Section.SCORE, Section.MONEY, Section.DATA),
    FINANCE(Section.ACTIONS, Section.MONEY, Section.RESOURCES, Section.CHANGES, Section.SCORE, Section.DATA),
    SRE(Section.ACTIONS, Section.DATA, Section.RESOURCES, Section.CHANGES, Section.SCORE, Section.MONEY);

    private final List<Section> sections;

    ReportRole(Section... sections) {
        this.sections = List.of(sections);
    }

    List<Section> sections() {
        return sections;
    }

    /** Returns the name in the database and the API. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the role of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static ReportRole of(String code) {
        for (var role : values()) {
            if (role.code().equals(code)) {
                return role;
            }
        }
        throw new IllegalArgumentException("role must be cto, finance or sre: '" + code + "'");
    }
}

package dev.headroom.report;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Currency;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody whom the weekly report is mailed to, and how.
 *
 * @param address        in lower case; tells recipients apart
 * @param mailbox        the address as it is written, with a name perhaps
 * @param bySetting      whether {@code HEADROOM_MAIL_TO} names it
 * @param zone           where {@code 08:00} is; {@code null} for the planning time zone
 * @param currency       {@code null} for that of the assessment
 * @param pdf            whether the printed report is attached
 * @param xlsx           whether the workbook is attached
 * @param unsubscribedAt {@code null} as long as it wants the report
 */
public record Recipient(
        UUID id,
        String address,
        String mailbox,
        boolean bySetting,
        ReportRole role,
        Language language,
        @Nullable ZoneId zone,
        @Nullable Currency currency,
        DayOfWeek day,
        boolean pdf,
        boolean xlsx,
        @Nullable Instant unsubscribedAt) {

    /** When on its day a report is due. */
    static final LocalTime TIME = LocalTime.of(8, 0);

    /** Returns when a week's report is due. */
    Instant dueAt(IsoWeek week, ZoneId planningZone) {
        return week.monday().with(day).atTime(TIME).atZone(zoneOr(planningZone)).toInstant();
    }

    ZoneId zoneOr(ZoneId planningZone) {
        return zone == null ? planningZone : zone;
    }
}

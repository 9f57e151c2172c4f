package dev.headroom.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class SlotsTest {

    @Test
    void cutEveryDayOfEveryZoneWithoutGapOrOverlap() {
        for (String id : ZoneId.getAvailableZoneIds()) {
            ZoneId zone = ZoneId.of(id);
            long next = Slots.of(LocalDate.of(2011, 12, 1), zone).from();
            for (LocalDate day = LocalDate.of(2011, 12, 1);
                    day.isBefore(LocalDate.of(2012, 1, 10));
                    day = day.plusDays(1)) {
                next = check(day, zone, next);
            }
            next = Slots.of(LocalDate.of(2020, 1, 1), zone).from();
            for (LocalDate day = LocalDate.of(2020, 1, 1);
                    day.isBefore(LocalDate.of(2036, 1, 1));
                    day = day.plusDays(1)) {
                next = check(day, zone, next);
            }
        }
    }

    @Test
    void knowDaysOfAllLengths() {
        assertThat(slots("2026-03-29", "Europe/Berlin")).isEqualTo(23 * 12);
        assertThat(slots("2026-10-25", "Europe/Berlin")).isEqualTo(25 * 12);
        assertThat(slots("2026-04-05", "Australia/Lord_Howe")).isEqualTo(24 * 12 + 6);
        assertThat(slots("2026-10-04", "Australia/Lord_Howe")).isEqualTo(24 * 12 - 6);
        assertThat(slots("2011-12-30", "Pacific/Apia")).isZero();
        assertThat(slots("2026-06-01", "Asia/Kathmandu")).isEqualTo(24 * 12);
    }

    private static long check(LocalDate day, ZoneId zone, long expected) {
        var slots = Slots.of(day, zone);
        long seconds = Duration.between(day.atStartOfDay(zone), day.plusDays(1).atStartOfDay(zone))
                .toSeconds();
        if (slots.from() != expected || (long) slots.size() * Slots.SECONDS != seconds) {
            throw new AssertionError(day + " " + zone + ": " + slots + " for " + seconds + " s from " + expected);
        }
        return slots.to();
    }

    private static int slots(String day, String zone) {
        return Slots.of(LocalDate.parse(day), ZoneId.of(zone)).size();
    }
}

package dev.headroom.units;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoughDateTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);

    @ParameterizedTest
    @CsvSource({
        "2026-11-24, 24 November 2026",
        "2027-01-23, 23 January 2027",
        "2027-01-24, week of 18 January 2027",
        "2027-05-23, week of 17 May 2027",
        "2027-05-24, May 2027",
        "2028-11-24, November 2028",
        "2028-11-25, more than 2 years",
        "2026-11-10, 10 November 2026",
    })
    void isNoMorePreciseThanItsDistance(LocalDate day, String words) {
        assertThat(new RoughDate(day, TODAY).text()).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-12-20, 2027-02-04, 20 December 2026 to 4 February 2027",
        "2026-12-01, 2026-12-20, 1 December to 20 December 2026",
        "2027-02-20, 2027-04-30, February to April 2027",
        "2027-03-02, 2027-03-20, weeks of 1 March to 15 March 2027",
        "2027-08-02, 2027-08-20, August 2027",
        "2027-10-01, 2028-01-20, October 2027 to January 2028",
    })
    void spansAreAsPreciseAsTheirFirstDay(LocalDate first, LocalDate last, String words) {
        assertThat(RoughDate.range(first, last, TODAY)).isEqualTo(words);
    }

    @Test
    void agreedDaysStayExact() {
        assertThat(RoughDate.exact(LocalDate.of(2030, 1, 2))).isEqualTo("2 January 2030");
    }
}

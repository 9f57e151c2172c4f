package dev.headroom.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PacingTest {

    private static final Instant BEGAN = Instant.parse("2026-03-02T00:00:00Z");
    private static final int VALUES = 100_000;

    private final Pacing pacing = new Pacing(BEGAN, BEGAN);

    @Test
    void goesOnAtOnceAsLongAsPiecesTakeWhatTheyUsuallyTake() {
        assertThat(pacing.pauseAfter(Duration.ofSeconds(3), VALUES)).isZero();
        assertThat(pacing.pauseAfter(Duration.ofSeconds(6), 2 * VALUES)).isZero();
        assertThat(pacing.pauseAfter(Duration.ofSeconds(4), VALUES)).isZero();
    }

    @Test
    void pausesForAsLongAsASlowPieceTook() {
        pacing.pauseAfter(Duration.ofSeconds(3), VALUES);

        assertThat(pacing.pauseAfter(Duration.ofSeconds(12), VALUES)).isEqualTo(Duration.ofSeconds(12));
        assertThat(pacing.pauseAfter(Duration.ofSeconds(90), VALUES)).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void takesNoNoticeOfWhatIsOverSoonAnyway() {
        pacing.pauseAfter(Duration.ofMillis(100), VALUES);

        assertThat(pacing.pauseAfter(Duration.ofMillis(1500), VALUES)).isZero();
    }

    @Test
    void tellsTheRestFromThePaceSoFar() {
        var floor = BEGAN.minus(Duration.ofDays(100));

        assertThat(pacing.remaining(BEGAN, floor, BEGAN.plusSeconds(5))).isNull();
        assertThat(pacing.remaining(BEGAN.minus(Duration.ofDays(25)), floor, BEGAN.plusSeconds(60)))
                .isEqualTo(Duration.ofMinutes(3));
    }
}

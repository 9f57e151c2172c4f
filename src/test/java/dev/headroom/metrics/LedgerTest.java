package dev.headroom.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LedgerTest {

    private final AtomicLong now = new AtomicLong(Duration.ofDays(3).toNanos());
    private final Ledger ledger = new Ledger(now::get);

    @Test
    void addsUpWhatWasSpentWithinTheLastHour() {
        ledger.spend(Duration.ofSeconds(20).toNanos());
        pass(Duration.ofMinutes(30));
        ledger.spend(Duration.ofSeconds(5).toNanos());

        assertThat(ledger.spent()).isEqualTo(Duration.ofSeconds(25));
    }

    @Test
    void forgetsWhatIsOlder() {
        ledger.spend(Duration.ofSeconds(20).toNanos());
        pass(Duration.ofMinutes(30));
        ledger.spend(Duration.ofSeconds(5).toNanos());
        pass(Duration.ofMinutes(31));

        assertThat(ledger.spent()).isEqualTo(Duration.ofSeconds(5));

        pass(Duration.ofDays(1));
        assertThat(ledger.spent()).isZero();
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}

package dev.headroom.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.units.DailySeries;
import dev.headroom.units.Resource;
import dev.headroom.units.TimeSeries;
import dev.headroom.usage.Drivers;
import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DriverNotesTest {

    private static final Drivers.Source REQUESTS = new Drivers.Source("web", "requests a second", "requests");

    private final TimeSeries requests = requests();

    @Test
    void saysWhatDemandOwesToTheBusiness() {
        assertThat(note(new Drivers.Reading(REQUESTS, requests, null)))
                .isEqualTo(
                        "Follows requests a second: 5.00\u00a0cores for each thousand; that explains 100\u00a0% of its changes from"
                                + " week to week. With 40\u00a0% more it would be 40\u00a0% more.");
    }

    @Test
    void saysThatAWeakDriverSaysNothing() {
        var steady = TimeSeries.builder(requests.step());
        for (int i = 0; i < requests.size(); i++) {
            steady.add(7);
        }

        assertThat(note(new Drivers.Reading(REQUESTS, steady.build(), null)))
                .startsWith("Does not follow requests a second closely enough");
    }

    @Test
    void saysWhyADriverIsUnknown() {
        assertThat(note(new Drivers.Reading(REQUESTS, null, "its query answers with 2 series and must with one")))
                .isEqualTo(
                        "What it owes to requests a second is unknown: its query answers with 2 series and must with one.");
    }

    private String note(Drivers.Reading reading) {
        var cores = TimeSeries.builder(requests.step());
        for (int i = 600; i < requests.size(); i++) {
            cores.add(requests.value(i) / 200);
        }
        var history = new DailySeries(LocalDate.of(2026, 1, 1), cores.build());
        return DriverNotes.of(List.of(reading), history, Resource.CPU).getFirst();
    }

    private static TimeSeries requests() {
        var random = new SplittableRandom(1);
        var values = TimeSeries.builder(DailySeries.DAY);
        double level = 20_000;
        for (int i = 0; i < 730; i++) {
            level *= StrictMath.exp(0.02 * random.nextGaussian());
            values.add(level);
        }
        return values.build();
    }
}

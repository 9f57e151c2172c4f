package dev.headroom.report;

import dev.headroom.inventory.Subject;
import dev.headroom.units.Resource;
import dev.headroom.usage.UsageHistory;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The past usage that Headroom has kept; days with too little data to forecast from are left out here as well. */
@Component
class KeptUsage implements PastUsage {

    private final UsageHistory history;

    KeptUsage(UsageHistory history) {
        this.history = history;
    }

    @Override
    public List<Day> ofPool(String pool, Resource resource, LocalDate from, LocalDate until) {
        return history.days(Subject.pool(pool), resource, from, until).stream()
                .filter(day -> day.coverage() >= UsageHistory.SUFFICIENT_COVERAGE)
                .flatMap(day -> {
                    var p95 = day.p95();
                    return p95 == null ? Stream.<Day>empty() : Stream.of(new Day(day.date(), p95, day.capacity()));
                })
                .toList();
    }
}

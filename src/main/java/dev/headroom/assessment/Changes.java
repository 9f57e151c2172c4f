package dev.headroom.assessment;

import dev.headroom.units.Figures;
import dev.headroom.units.RoughDate;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What moved since an earlier assessment, and why, in sentences; the largest move first. */
final class Changes {

    /** A date that moves by less is noise. */
    private static final int WORTH_TELLING_DAYS = 14;

    private Changes() {}

    static List<String> between(Assessment before, List<PoolAssessment> now, LocalDate today) {
        var changes = new ArrayList<Change>();
        for (var pool : now) {
            var old = before.pool(pool.id());
            if (old.isEmpty()) {
                changes.add(new Change(Long.MAX_VALUE, "Pool " + pool.name() + " is new."));
                continue;
            }
            if (old.get().nodeCount() != pool.nodeCount()) {
                changes.add(new Change(
                        Long.MAX_VALUE,
                        pool.name() + " has " + pool.nodeCount() + " nodes, "
                                + old.get().nodeCount() + " before."));
            }
            for (var resource : pool.resources()) {
                old.get().resource(resource.resource()).ifPresent(earlier -> {
                    var change = change(pool, earlier, resource, today);
                    if (change != null) {
                        changes.add(change);
                    }
                });
            }
        }
        changes.sort((a, b) -> Long.compare(b.size(), a.size()));
        return changes.stream().map(Change::sentence).toList();
    }

    private record Change(long size, String sentence) {}

    private static @Nullable Change change(
            PoolAssessment pool, ResourceAssessment before, ResourceAssessment now, LocalDate today) {
        var title = pool.name() + ", " + now.resource().title();
        if (before.status() != now.status() && (before.status() == Status.UNKNOWN || now.status() == Status.UNKNOWN)) {
            return new Change(
                    Long.MAX_VALUE,
                    title + " went from " + before.status().word() + " to "
                            + now.status().word() + ": " + now.reason());
        }
        var from = before.crossing() == null ? null : before.crossing().p50();
        var to = now.crossing() == null ? null : now.crossing().p50();
        if (Objects.equals(from, to)) {
            return null;
        }
        if (from == null) {
            return to == null
                    ? null
                    : new Change(
                            1000,
                            title + " now has a likely date, " + new RoughDate(to, today).text() + ": "
                                    + cause(before, now) + ".");
        }
        if (to == null) {
            return new Change(
                    1000, title + " no longer reaches its limit within the horizon: " + cause(before, now) + ".");
        }
        long days = ChronoUnit.DAYS.between(from, to);
        if (Math.abs(days) <= WORTH_TELLING_DAYS) {
            return null;
        }
        return new Change(
                Math.abs(days),
                title + "'s likely date moved " + Math.abs(days) + " days " + (days < 0 ? "earlier" : "later") + ", to "
                        + new RoughDate(to, today).text() + ": " + cause(before, now) + ".");
    }

    private static String cause(ResourceAssessment before, ResourceAssessment now) {
        if (!Objects.equals(before.capacity(), now.capacity())) {
            var unit = now.resource().unit();
            return "capacity is " + (now.capacity() == null ? "unknown" : Figures.quantity(now.capacity(), unit)) + ", "
                    + (before.capacity() == null ? "unknown" : Figures.quantity(before.capacity(), unit)) + " before";
        }
        if (before.used() != null && now.used() != null && before.used() > 0) {
            double growth = now.used() / before.used() - 1;
            return "use " + (growth >= 0 ? "grew by " : "fell by ") + Figures.finePercent(Math.abs(growth)) + " since";
        }
        return "the forecast has more history";
    }
}

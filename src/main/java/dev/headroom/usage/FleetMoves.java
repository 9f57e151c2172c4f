package dev.headroom.usage;

import dev.headroom.inventory.LinksChosen;
import dev.headroom.inventory.Observations;
import dev.headroom.inventory.PoolChosen;
import dev.headroom.usage.Slots.Range;
import java.sql.Date;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Lets usage follow what operators say of pools and links, in the transaction of the change: sums of pools are made anew
 * as far back as five-minute values are kept.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class FleetMoves {

    private final JdbcTemplate jdbc;
    private final RollUp rollUp;
    private final Observations observations;
    private final CollectionState state;
    private final Clock clock;
    private final ZoneId zone;

    FleetMoves(
            JdbcTemplate jdbc,
            RollUp rollUp,
            Observations observations,
            CollectionState state,
            Clock clock,
            ZoneId planningZone) {
        this.jdbc = jdbc;
        this.rollUp = rollUp;
        this.observations = observations;
        this.state = state;
        this.clock = clock;
        this.zone = planningZone;
    }

    @EventListener
    public void on(PoolChosen chosen) {
        state.lock();
        Instant until = until();
        Date oldest = jdbc.queryForObject("select min(day) from five_minute_usage", Date.class);
        if (oldest == null) {
            return;
        }
        Instant kept = oldest.toLocalDate().atStartOfDay(ZoneOffset.UTC).toInstant();
        Instant from = chosen.since().isBefore(kept) ? kept : chosen.since();
        if (from.isBefore(until)) {
            roll(from, until);
        }
    }

    /** Traffic is kept by link, so what the store still has is read anew; what it has forgotten stays as it was. */
    @EventListener
    public void on(LinksChosen chosen) {
        state.lock();
        state.load().ifPresent(progress -> {
            Instant floor = progress.floor();
            if (floor != null) {
                jdbc.update("delete from five_minute_usage where resource like 'bandwidth-%'");
                jdbc.update(
                        "delete from service_span where resource like 'bandwidth-%' and started_at >= ?",
                        floor.atOffset(ZoneOffset.UTC));
                jdbc.update(
                        "delete from capacity_change where resource like 'bandwidth-%' and valid_from >= ?",
                        floor.atOffset(ZoneOffset.UTC));
                state.readAnew();
            }
        });
    }

    /** Makes all days of the planning time zone anew that touch a time. */
    void roll(Instant from, Instant to) {
        LocalDate first = LocalDate.ofInstant(from, zone);
        LocalDate last = LocalDate.ofInstant(to, zone);
        for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
            Range range = Slots.of(day, zone);
            if (!range.isEmpty()) {
                rollUp.roll(range, observations.service(), until(), clock.instant());
            }
        }
    }

    private Instant until() {
        return state.load().map(CollectionState.Progress::newest).orElse(clock.instant());
    }
}

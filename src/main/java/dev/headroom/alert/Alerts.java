package dev.headroom.alert;

import dev.headroom.access.Audit;
import dev.headroom.access.Caller;
import dev.headroom.access.RefusedChange;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The alerts, and who sees to them; each step is audited. */
@Service
public class Alerts {

    private static final int SHOWN = 200;
    private static final Duration LONGEST_SNOOZE = Duration.ofDays(90);

    private final AlertStore alerts;
    private final NoticeStore notices;
    private final AlertProperties properties;
    private final Audit audit;
    private final Clock clock;

    Alerts(AlertStore alerts, NoticeStore notices, AlertProperties properties, Audit audit, Clock clock) {
        this.alerts = alerts;
        this.notices = notices;
        this.properties = properties;
        this.audit = audit;
        this.clock = clock;
    }

    /** Returns the open alerts, the worst first, then those that have ended, the newest first. */
    public List<Alert> newest() {
        return alerts.newest(SHOWN);
    }

    /** Returns who has been told of alerts, or is about to be, the newest first. */
    public List<Telling> tellings(Collection<Alert> of) {
        return notices.of(of.stream().map(Alert::id).toList());
    }

    /** Returns whether a setting names anybody who is told. */
    public boolean areTold() {
        return !properties.to().isEmpty() || properties.slackUrl() != null || properties.webhookUrl() != null;
    }

    /**
     * Notes that the caller sees to it. It goes on, and its worsening is told still.
     *
     * @throws NoSuchAlert if there is no such open alert
     */
    @Transactional
    public Alert acknowledge(UUID id) {
        if (!alerts.acknowledge(id, Caller.current().name(), clock.instant())) {
            throw new NoSuchAlert(id);
        }
        var alert = alerts.find(id).orElseThrow();
        audit.record("alert.acknowledged", "alert:" + id, Map.of("key", alert.key()));
        return alert;
    }

    /**
     * Keeps it from telling anything until a moment; what has worsened by then is told then.
     *
     * @throws NoSuchAlert   if there is no such open alert
     * @throws RefusedChange if the moment has passed, or is more than 90 days away
     */
    @Transactional
    public Alert snooze(UUID id, Instant until) {
        var now = clock.instant();
        if (!until.isAfter(now) || until.isAfter(now.plus(LONGEST_SNOOZE))) {
            throw new RefusedChange("until", until.toString(), "The moment must be within the next 90 days.");
        }
        if (!alerts.snooze(id, until)) {
            throw new NoSuchAlert(id);
        }
        var alert = alerts.find(id).orElseThrow();
        audit.record("alert.snoozed", "alert:" + id, Map.of("key", alert.key(), "until", until.toString()));
        return alert;
    }
}

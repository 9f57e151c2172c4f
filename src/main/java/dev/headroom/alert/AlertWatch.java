package dev.headroom.alert;

import dev.headroom.alert.Notice.Outcome;
import dev.headroom.alert.Telling.Channel;
import dev.headroom.assessment.Assessment;
import dev.headroom.catalog.PriceBook;
import dev.headroom.procurement.Purchase;
import dev.headroom.report.PlainMails;
import jakarta.annotation.PreDestroy;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Looks at what is known, opens and ends alerts, and tells each worsening once. */
@Component
class AlertWatch {

    private static final Logger log = LoggerFactory.getLogger(AlertWatch.class);

    private static final Duration GIVE_UP = Duration.ofHours(72);
    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(6);

    private final AlertStore alerts;
    private final NoticeStore notices;
    private final PlainMails mails;
    private final AlertProperties properties;
    private final Clock clock;
    private final Hooks hooks = new Hooks();

    AlertWatch(AlertStore alerts, NoticeStore notices, PlainMails mails, AlertProperties properties, Clock clock) {
        this.alerts = alerts;
        this.notices = notices;
        this.mails = mails;
        this.properties = properties;
        this.clock = clock;
    }

    /** Opens, worsens and ends alerts by what an assessment, the price book and the open purchases say today. */
    @Transactional
    public void look(Assessment assessment, PriceBook prices, int staleAfterDays, List<Purchase> purchases) {
        var now = clock.instant();
        var today = LocalDate.ofInstant(now, assessment.zone());
        var conditions = new Conditions(assessment, prices, staleAfterDays, purchases, today).all();
        for (var condition : conditions) {
            var urgency = condition.urgency();
            if (urgency == null) {
                alerts.hover(condition.key());
            } else if (urgency == 0) {
                alerts.calm(condition.key(), now);
            } else {
                alerts.raise(condition, urgency, now);
            }
        }
        var known = conditions.stream().map(Condition::key).collect(Collectors.toSet());
        alerts.openKeys().stream().filter(key -> !known.contains(key)).forEach(key -> alerts.calm(key, now));
        for (var kind : AlertKind.values()) {
            alerts.resolve(kind, kind.calm(), now);
        }
        for (var alert : alerts.untold(now)) {
            targets().forEach(target -> notices.add(alert, target.channel(), target.name(), now));
            alerts.told(alert);
        }
        for (var alert : alerts.endedUntold()) {
            targets().forEach(target -> notices.add(alert, target.channel(), target.name(), now));
        }
    }

    /** Sends what waits. */
    void tell() {
        notices.doubtTheAbandoned(clock.instant());
        for (var notice = notices.claimNext(clock.instant());
                notice.isPresent();
                notice = notices.claimNext(clock.instant())) {
            var taken = notice.get();
            var alert = alerts.find(taken.alert()).orElseThrow();
            close(taken, send(taken, alert));
        }
    }

    private record Target(Channel channel, String name) {}

    private List<Target> targets() {
        var targets = new ArrayList<Target>();
        properties.to().forEach(address -> targets.add(new Target(Channel.MAIL, address)));
        var slack = properties.slackUrl();
        if (slack != null) {
            targets.add(new Target(Channel.SLACK, slack.getHost()));
        }
        var webhook = properties.webhookUrl();
        if (webhook != null) {
            targets.add(new Target(Channel.WEBHOOK, webhook.getHost()));
        }
        return targets;
    }

    private Outcome send(Notice notice, Alert alert) {
        var link = mails.link("/alerts");
        return switch (notice.channel()) {
            case MAIL ->
                outcome(mails.send(
                        notice.target(),
                        Messages.subject(alert, notice.resolved()),
                        Messages.text(alert, notice.resolved(), link),
                        notice.id()));
            case SLACK -> post(properties.slackUrl(), Messages.slack(alert, notice.resolved(), link), null);
            case WEBHOOK ->
                post(
                        properties.webhookUrl(),
                        Messages.webhook(alert, notice.resolved(), link),
                        properties.webhookSecret());
        };
    }

    private Outcome post(@Nullable URI hook, String json, @Nullable String secret) {
        return hook == null
                ? new Outcome.Refused("The hook is no longer set.")
                : hooks.post(hook, json, secret, clock.instant());
    }

    private static Outcome outcome(PlainMails.Result result) {
        return switch (result.end()) {
            case TAKEN -> new Outcome.Told();
            case REFUSED -> new Outcome.Refused(result.reason());
            case UNAVAILABLE -> new Outcome.Later(result.reason());
            case IN_DOUBT -> new Outcome.InDoubt(result.reason());
        };
    }

    private void close(Notice notice, Outcome outcome) {
        var now = clock.instant();
        switch (outcome) {
            case Outcome.Told told -> notices.end(notice, "sent", null, now);
            case Outcome.Refused refused -> end(notice, "failed", refused.reason(), now);
            case Outcome.InDoubt doubt -> end(notice, "in-doubt", doubt.reason(), now);
            case Outcome.Later later -> {
                var next = now.plus(pause(notice.attempts()));
                if (next.isAfter(notice.createdAt().plus(GIVE_UP))) {
                    end(notice, "failed", "Given up after 72 hours: " + later.reason(), now);
                } else {
                    notices.end(notice, "waiting", later.reason(), next);
                }
            }
        }
    }

    private void end(Notice notice, String state, String reason, Instant now) {
        notices.end(notice, state, reason, now);
        log.atWarn()
                .addKeyValue("alert", notice.alert())
                .addKeyValue("channel", notice.channel())
                .addKeyValue("state", state)
                .addKeyValue("reason", reason)
                .log("alert not told");
    }

    private static Duration pause(int attempts) {
        var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts - 1, 10));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    @PreDestroy
    void stop() {
        hooks.close();
    }
}

package dev.headroom.alert;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** An alert in the words of each channel. */
final class Messages {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** What Alertmanager puts where an end isn't known. */
    private static final String NO_END = "0001-01-01T00:00:00Z";

    private Messages() {}

    static String subject(Alert alert, boolean resolved) {
        return "[Capacity] " + (resolved ? "Over: " : "") + alert.title();
    }

    static String text(Alert alert, boolean resolved, @Nullable String link) {
        return (resolved ? "This is over: " : "") + alert.title() + ".\n\n" + alert.detail() + "\n\n"
                + alert.kind().word() + " since " + alert.openedAt().truncatedTo(ChronoUnit.MINUTES) + ".\n"
                + (link == null ? "" : "Acknowledge or snooze it: " + link + "\n");
    }

    static String slack(Alert alert, boolean resolved, @Nullable String link) {
        var text = (resolved ? ":white_check_mark: Over: *" : ":warning: *") + escaped(alert.title()) + "*\n"
                + escaped(alert.detail())
                + (link == null ? "" : "\n<" + link + "|Acknowledge or snooze>");
        return JSON.writeValueAsString(Map.of("text", text));
    }

    /** Slack reads these three itself; a name must not become a link or a mention. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** Returns what Alertmanager posts to a webhook, version 4, with this one alert in its group. */
    static String webhook(Alert alert, boolean resolved, @Nullable String link) {
        var status = resolved ? "resolved" : "firing";
        var name = "Headroom" + alert.kind().word().replace(" ", "");
        var labels = new LinkedHashMap<String, String>();
        labels.put("alertname", name);
        labels.put("kind", alert.kind().code());
        labels.put("subject", alert.key());
        labels.put("severity", severity(alert));
        var annotations = Map.of("summary", alert.title(), "description", alert.detail());
        var ended = alert.resolvedAt();
        var one = new LinkedHashMap<String, Object>();
        one.put("status", status);
        one.put("labels", labels);
        one.put("annotations", annotations);
        one.put("startsAt", moment(alert.openedAt()));
        one.put("endsAt", ended == null ? NO_END : moment(ended));
        one.put("generatorURL", link == null ? "" : link);
        one.put("fingerprint", alert.id().toString().replace("-", "").substring(0, 16));
        var all = new LinkedHashMap<String, Object>();
        all.put("version", "4");
        all.put("groupKey", "headroom/" + alert.key());
        all.put("truncatedAlerts", 0);
        all.put("status", status);
        all.put("receiver", "headroom");
        all.put("groupLabels", Map.of("alertname", name));
        all.put("commonLabels", labels);
        all.put("commonAnnotations", annotations);
        all.put("externalURL", link == null ? "" : link);
        all.put("alerts", List.of(one));
        return JSON.writeValueAsString(all);
    }

    private static String severity(Alert alert) {
        return alert.kind() == AlertKind.ORDER_BY && alert.urgency() >= 3
                ? "critical"
                : alert.kind() == AlertKind.ORDER_BY && alert.urgency() == 1 ? "info" : "warning";
    }

    private static String moment(Instant moment) {
        return moment.toString();
    }
}

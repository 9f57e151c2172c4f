package dev.headroom.alert;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where alerts are told. Without any target they are on the alerts page and in the API only.
 *
 * @param to            mail addresses
 * @param slackUrl      an incoming webhook of Slack
 * @param webhookUrl    takes what Prometheus' Alertmanager sends to its webhooks
 * @param webhookSecret signs what goes to {@code webhookUrl}; at least 16 characters
 * @param allowedHosts  the only hosts that a hook may be at
 * @param enabled       whether alerts are looked for at all
 */
@Validated
@ConfigurationProperties("headroom.alerts")
record AlertProperties(
        @DefaultValue List<String> to,
        @Nullable URI slackUrl,
        @Nullable URI webhookUrl,
        @Nullable String webhookSecret,
        @DefaultValue("hooks.slack.com") List<String> allowedHosts,
        @DefaultValue("true") boolean enabled) {

    private static final int SHORTEST_SECRET = 16;

    AlertProperties {
        to = to.stream().map(String::strip).filter(text -> !text.isEmpty()).toList();
        check("HEADROOM_ALERTS_SLACK_URL", slackUrl, allowedHosts);
        check("HEADROOM_ALERTS_WEBHOOK_URL", webhookUrl, allowedHosts);
        if (webhookUrl != null && (webhookSecret == null || webhookSecret.length() < SHORTEST_SECRET)) {
            throw new IllegalArgumentException("HEADROOM_ALERTS_WEBHOOK_SECRET must have at least " + SHORTEST_SECRET
                    + " characters, since HEADROOM_ALERTS_WEBHOOK_URL is set");
        }
    }

    // A hook's address may hold a secret, so only its host is told.
    private static void check(String setting, @Nullable URI url, List<String> allowed) {
        if (url == null) {
            return;
        }
        var host = url.getHost();
        if (host == null
                || url.getUserInfo() != null
                || !List.of("http", "https").contains(String.valueOf(url.getScheme()))) {
            throw new IllegalArgumentException(setting + " must be an http or https address without a user name");
        }
        if (allowed.stream()
                .noneMatch(name -> name.strip().toLowerCase(Locale.ROOT).equals(host.toLowerCase(Locale.ROOT)))) {
            throw new IllegalArgumentException(setting + " leads to '" + host
                    + "', which is not among HEADROOM_ALERTS_ALLOWED_HOSTS: " + String.join(", ", allowed));
        }
    }
}

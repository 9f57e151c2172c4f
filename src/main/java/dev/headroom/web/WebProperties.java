package dev.headroom.web;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What pages lead to.
 *
 * @param grafanaUrl the Grafana that has the shipped dashboard; without it pages have no links there
 */
@ConfigurationProperties("headroom")
record WebProperties(@Nullable URI grafanaUrl) {

    WebProperties {
        if (grafanaUrl != null
                && (grafanaUrl.getHost() == null
                        || !List.of("http", "https").contains(String.valueOf(grafanaUrl.getScheme())))) {
            throw new IllegalArgumentException(
                    "HEADROOM_GRAFANA_URL must be an address such as https://grafana.example.com: '" + grafanaUrl
                            + "'");
        }
    }
}

package dev.headroom.metrics;

import dev.headroom.units.InvalidSetting;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;

/**
 * Where the metric store is, how to authenticate to it, and how much to ask of it: {@code HEADROOM_METRICS_*}.
 *
 * @param url           null where none is set
 * @param headers       sent with each request, by name
 * @param timeout       of one request, from its first byte to the answer's last
 * @param queriesAtOnce the most
 * @param budget        the most of the store's time within any hour before the past has to wait
 */
public record MetricsSettings(
        @Nullable URI url,
        @Nullable String username,
        @Nullable String password,
        @Nullable String bearerToken,
        @Nullable Path caFile,
        Map<String, String> headers,
        Duration timeout,
        int queriesAtOnce,
        Duration budget) {

    private static final String VARIABLE = "HEADROOM_METRICS_";
    private static final String HEADERS_VARIABLE = VARIABLE + "HEADERS_";
    private static final String HEADERS_PROPERTY = "headroom.metrics.headers.";
    private static final int MOST_QUERIES_AT_ONCE = 16;

    /**
     * Reads them.
     *
     * @throws InvalidSetting if one holds what can't be used
     */
    public static MetricsSettings from(ConfigurableEnvironment environment) {
        String password = text(environment, "password");
        String username = text(environment, "username");
        if (username == null && password != null) {
            throw new InvalidSetting(VARIABLE + "USERNAME", "", "set where HEADROOM_METRICS_PASSWORD is");
        }
        return new MetricsSettings(
                url(text(environment, "url")),
                username,
                password,
                text(environment, "bearer-token"),
                file(text(environment, "ca-file")),
                headers(environment),
                duration(environment, "timeout", "30s", Duration.ofSeconds(1), Duration.ofMinutes(10)),
                queriesAtOnce(environment.getProperty("headroom.metrics.queries-at-once", "2")),
                duration(environment, "budget", "1h", Duration.ofMinutes(1), Duration.ofHours(24)));
    }

    /**
     * Returns these settings with another address; the log-in stays.
     *
     * @throws InvalidSetting if the address can't be used
     */
    public MetricsSettings at(String address) {
        return new MetricsSettings(
                url(address), username, password, bearerToken, caFile, headers, timeout, queriesAtOnce, budget);
    }

    /** Names no secret. */
    @Override
    public String toString() {
        return "MetricsSettings[url=" + url + "]";
    }

    private static @Nullable URI url(@Nullable String value) {
        if (value == null) {
            return null;
        }
        String allowed = "an http or https URL such as http://victoria-metrics:8428";
        try {
            URI url = new URI(value.replaceAll("/+$", ""));
            if (url.getUserInfo() != null) {
                throw new InvalidSetting(
                        VARIABLE + "URL",
                        url.getScheme() + "://***@" + url.getHost(),
                        "without a name and password: set HEADROOM_METRICS_USERNAME and _PASSWORD");
            }
            boolean http = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
            if (!http || url.getHost() == null || url.getRawQuery() != null || url.getRawFragment() != null) {
                throw new InvalidSetting(VARIABLE + "URL", value, allowed);
            }
            return url;
        } catch (URISyntaxException e) {
            throw new InvalidSetting(VARIABLE + "URL", value, allowed);
        }
    }

    private static Duration duration(
            Environment environment, String name, String otherwise, Duration least, Duration most) {
        String value = environment.getProperty("headroom.metrics." + name, otherwise);
        try {
            Duration duration = DurationStyle.detectAndParse(value.strip());
            if (duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0) {
                return duration;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new InvalidSetting(
                VARIABLE + name.toUpperCase(Locale.ROOT),
                value,
                "a duration from " + DurationStyle.SIMPLE.print(least) + " to " + DurationStyle.SIMPLE.print(most)
                        + ", such as " + otherwise);
    }

    private static int queriesAtOnce(String value) {
        try {
            int count = Integer.parseInt(value.strip());
            if (count >= 1 && count <= MOST_QUERIES_AT_ONCE) {
                return count;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new InvalidSetting(
                VARIABLE + "QUERIES_AT_ONCE", value, "a whole number from 1 to " + MOST_QUERIES_AT_ONCE);
    }

    private static @Nullable Path file(@Nullable String value) {
        if (value == null) {
            return null;
        }
        Path file = Path.of(value);
        if (!Files.isReadable(file)) {
            throw new InvalidSetting(VARIABLE + "CA_FILE", value, "a readable file of PEM certificates");
        }
        return file;
    }

    private static Map<String, String> headers(ConfigurableEnvironment environment) {
        var headers = new TreeMap<String, String>();
        for (var source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> enumerable) {
                for (String name : enumerable.getPropertyNames()) {
                    String header = header(name);
                    Object value = header == null ? null : enumerable.getProperty(name);
                    if (header != null && value != null) {
                        checkHeader(name, header, value.toString());
                        headers.putIfAbsent(header, environment.resolvePlaceholders(value.toString()));
                    }
                }
            }
        }
        return Map.copyOf(headers);
    }

    private static @Nullable String header(String property) {
        if (property.startsWith(HEADERS_VARIABLE)) {
            return property.substring(HEADERS_VARIABLE.length())
                    .toLowerCase(Locale.ROOT)
                    .replace('_', '-');
        }
        return property.startsWith(HEADERS_PROPERTY)
                ? property.substring(HEADERS_PROPERTY.length()).toLowerCase(Locale.ROOT)
                : null;
    }

    private static void checkHeader(String property, String header, String value) {
        if (!header.matches("[a-z0-9!#$%&'*+.^_`|~-]+") || value.matches("(?s).*[\\r\\n\\x00].*")) {
            throw new InvalidSetting(property, "***", "one line, named after an HTTP header");
        }
    }

    private static @Nullable String text(Environment environment, String name) {
        String value = environment.getProperty("headroom.metrics." + name);
        return value == null || value.isBlank() ? null : value.strip();
    }
}

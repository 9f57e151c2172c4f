package dev.headroom.metrics;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tries the way to a metric store step by step, and says at which step it ends, why, and what would mend it. */
public final class StoreConnection {

    private static final int MOST_BYTES = 1 << 20;
    private static final int LONGEST_TEXT = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String QUERY = "/api/v1/query?nocache=1&query=1";
    private static final Pattern TENANT = Pattern.compile("/select/([^/]+)(/.*)?");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final MetricsSettings settings;
    private final Clock clock;
    private final HttpClient http;

    /** What must hold, one after the other. */
    public enum Step {
        ADDRESS,
        TLS,
        LOG_IN,
        PATH
    }

    /**
     * @param mend to copy: a setting or a command
     */
    public record Trouble(Step step, String cause, String mend) {}

    /**
     * How far the way goes.
     *
     * @param trouble          null where a query was answered
     * @param ahead            the store's clock less ours, to the second; null where it was not told
     * @param certificateUntil when the store's certificate ends; null without TLS
     * @param partial          whether the store answered in part only
     */
    public record Result(
            @Nullable Trouble trouble,
            @Nullable Duration ahead,
            @Nullable Instant certificateUntil,
            boolean partial) {

        /** Returns whether a step was passed. */
        public boolean passed(Step step) {
            return trouble == null || step.compareTo(trouble.step()) < 0;
        }
    }

    private record Answer(int status, String text, String location, HttpResponse<InputStream> response) {

        @Nullable
        JsonNode json() {
            try {
                var root = JSON.readTree(text);
                return status == 200 && root.path("status").asString("").equals("success") ? root : null;
            } catch (JacksonException e) {
                return null;
            }
        }
    }

    private StoreConnection(MetricsSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.http = HttpClients.create(settings);
    }

    /** Tries it, within seconds. */
    public static Result examine(MetricsSettings settings, Clock clock) {
        return new StoreConnection(settings, clock).examine();
    }

    /** Returns the tenant that a cluster's address names; empty where it names none. */
    public static String tenant(@Nullable URI url) {
        var matcher = TENANT.matcher(url == null ? "" : url.getPath());
        return matcher.matches() ? matcher.group(1) : "";
    }

    private Result examine() {
        var url = settings.url();
        if (url == null) {
            return failed(
                    Step.ADDRESS,
                    "HEADROOM_METRICS_URL is not set.",
                    "HEADROOM_METRICS_URL=http://victoria-metrics:8428");
        }
        var unreachable = unreachable(url);
        if (unreachable != null) {
            return new Result(unreachable, null, null, false);
        }
        try {
            return judge(url, get(URI.create(url + QUERY)));
        } catch (SSLException e) {
            return failed(Step.TLS, tls(url, e), tlsMend(url, e));
        } catch (IOException e) {
            return failed(Step.ADDRESS, url + " does not answer: " + reason(e), "curl -v '" + url + QUERY + "'");
        }
    }

    private @Nullable Trouble unreachable(URI url) {
        String host = url.getHost().replaceAll("^\\[|\\]$", "");
        int port = url.getPort() >= 0 ? url.getPort() : url.getScheme().equalsIgnoreCase("https") ? 443 : 80;
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getByName(host), port), (int) PATIENCE.toMillis());
            return null;
        } catch (UnknownHostException e) {
            return new Trouble(
                    Step.ADDRESS,
                    "The host " + host + " of HEADROOM_METRICS_URL is not known.",
                    "getent hosts " + host);
        } catch (SocketTimeoutException e) {
            return new Trouble(
                    Step.ADDRESS,
                    host + " does not answer on port " + port + " within " + PATIENCE.toSeconds()
                            + " s: a firewall may drop the packets.",
                    "nc -vz " + host + " " + port);
        } catch (ConnectException e) {
            return new Trouble(
                    Step.ADDRESS,
                    "Nothing listens on port " + port + " of " + host + ".",
                    "nc -vz " + host + " " + port + "   # then start the store, or correct HEADROOM_METRICS_URL");
        } catch (IOException e) {
            return new Trouble(Step.ADDRESS, host + " can't be reached: " + reason(e), "nc -vz " + host + " " + port);
        }
    }

    private Result judge(URI url, Answer answer) {
        var certificate = certificateUntil(answer.response());
        var ahead = ahead(answer.response());
        Trouble trouble = trouble(url, answer);
        var json = answer.json();
        return new Result(
                trouble,
                ahead,
                certificate,
                json != null && json.path("isPartial").asBoolean(false));
    }

    private @Nullable Trouble trouble(URI url, Answer answer) {
        if (answer.status() == 401 || answer.status() == 403) {
            boolean sent = settings.bearerToken() != null || settings.username() != null;
            return new Trouble(
                    Step.LOG_IN,
                    url + " answered " + answer.status() + ": "
                            + (sent ? "the log-in that was sent is refused." : "it wants a log-in and none is set."),
                    sent
                            ? "Correct HEADROOM_METRICS_USERNAME and HEADROOM_METRICS_PASSWORD, or HEADROOM_METRICS_BEARER_TOKEN"
                            : "HEADROOM_METRICS_USERNAME=… HEADROOM_METRICS_PASSWORD=…   # or HEADROOM_METRICS_BEARER_TOKEN=…");
        }
        if (answer.status() == 400 && answer.text().contains("HTTP request to an HTTPS server")) {
            return new Trouble(
                    Step.TLS,
                    url + " speaks TLS, and HEADROOM_METRICS_URL says http.",
                    "HEADROOM_METRICS_URL=" + url.toString().replaceFirst("^http:", "https:"));
        }
        if (tenant(url).equals("multitenant")) {
            return new Trouble(
                    Step.PATH,
                    "The address reads all tenants at once, which mixes their nodes.",
                    "HEADROOM_METRICS_URL=" + url.toString().replace("/multitenant", "/0"));
        }
        if (answer.json() != null) {
            return null;
        }
        String what = answer.status() >= 300 && answer.status() < 400
                ? " redirects to " + answer.location() + ", which is not followed."
                : answer.status() == 200
                        ? " answered, but not as a metric store: " + shown(answer.text())
                        : " answered " + answer.status() + ": " + shown(answer.text());
        URI better = betterAddress(url);
        return new Trouble(
                Step.PATH,
                url + what + (better == null ? "" : " At " + better + " there is one."),
                better == null
                        ? "curl -i '" + url + QUERY + "'   # must answer {\"status\":\"success\",…}"
                        : "HEADROOM_METRICS_URL=" + better);
    }

    private @Nullable URI betterAddress(URI url) {
        String path = url.getPath().replaceAll("/+$", "");
        var paths = new ArrayList<String>(List.of("", "/prometheus", "/select/0/prometheus"));
        var tenant = TENANT.matcher(path);
        if (tenant.matches()) {
            paths.addFirst("/select/" + tenant.group(1) + "/prometheus");
        }
        if (!path.isEmpty()) {
            paths.addFirst(path + "/prometheus");
            paths.addFirst(path.replaceAll("/(api(/v1)?(/query(_range)?)?|graph|vmui|metrics|-/ready)$", ""));
        }
        for (String candidate : paths) {
            URI tried = url.resolve("/").resolve(candidate.isEmpty() ? "/" : candidate);
            URI address = URI.create(tried.toString().replaceAll("/+$", ""));
            if (!address.equals(url)) {
                try {
                    if (get(URI.create(address + QUERY)).json() != null) {
                        return address;
                    }
                } catch (IOException e) {
                    return null;
                }
            }
        }
        return null;
    }

    private Answer get(URI address) throws IOException {
        var request =
                HttpClients.request(settings, address).timeout(PATIENCE).GET().build();
        try {
            var response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (var body = response.body()) {
                return new Answer(
                        response.statusCode(),
                        new String(body.readNBytes(MOST_BYTES), StandardCharsets.UTF_8),
                        response.headers().firstValue("Location").orElse("elsewhere"),
                        response);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private @Nullable Duration ahead(HttpResponse<InputStream> response) {
        try {
            return response.headers()
                    .firstValue("Date")
                    .map(date -> Duration.between(
                            clock.instant(),
                            ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant()))
                    .orElse(null);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static @Nullable Instant certificateUntil(HttpResponse<InputStream> response) {
        return response.sslSession().map(StoreConnection::endOf).orElse(null);
    }

    private static @Nullable Instant endOf(SSLSession session) {
        try {
            return session.getPeerCertificates()[0] instanceof X509Certificate certificate
                    ? certificate.getNotAfter().toInstant()
                    : null;
        } catch (SSLPeerUnverifiedException e) {
            return null;
        }
    }

    private static String tls(URI url, SSLException e) {
        String message = reason(e);
        if (message.contains("plaintext") || message.contains("Unsupported or unrecognized SSL message")) {
            return url + " does not speak TLS, and HEADROOM_METRICS_URL says https.";
        }
        return "The certificate of " + url + " is not accepted: " + message;
    }

    private static String tlsMend(URI url, SSLException e) {
        String message = reason(e);
        if (message.contains("plaintext") || message.contains("Unsupported or unrecognized SSL message")) {
            return "HEADROOM_METRICS_URL=" + url.toString().replaceFirst("^https:", "http:");
        }
        int port = url.getPort() >= 0 ? url.getPort() : 443;
        return "openssl s_client -showcerts -connect " + url.getHost() + ":" + port
                + " </dev/null   # then HEADROOM_METRICS_CA_FILE=/path/of/the/CA.pem";
    }

    private static Result failed(Step step, String cause, String mend) {
        return new Result(new Trouble(step, cause, mend), null, null, false);
    }

    private static String shown(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.length() <= LONGEST_TEXT ? line : line.substring(0, LONGEST_TEXT) + "…";
    }

    private static String reason(IOException e) {
        Throwable deepest = e;
        while (deepest.getCause() != null && deepest.getCause().getMessage() != null) {
            deepest = deepest.getCause();
        }
        String message = deepest.getMessage();
        return message == null ? deepest.getClass().getSimpleName() : shown(message);
    }
}

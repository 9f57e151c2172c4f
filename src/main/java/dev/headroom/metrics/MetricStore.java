package dev.headroom.metrics;

import dev.headroom.metrics.Series.Moments;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/** The metric store, asked gently: few questions at once, each within a deadline, none followed elsewhere. */
@Service
public class MetricStore {

    private static final Logger log = LoggerFactory.getLogger(MetricStore.class);
    private static final int MOST_HALVINGS = 8;
    private static final int MOST_WAITS = 3;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final long MOST_BYTES = 128L << 20;
    private static final int MOST_BYTES_OF_TEXT = 4 << 20;
    private static final int LONGEST_ERROR = 300;
    private static final Pattern VM_VERSION = Pattern.compile("(?m)^vm_app_version\\{[^}]*\\bversion=\"([^\"]*)\"");
    private static final Pattern VM_NUMBER = Pattern.compile("v(\\d+\\.\\d+\\.\\d+[\\w.]*)");
    private static final Pattern PROMETHEUS_VERSION =
            Pattern.compile("(?m)^prometheus_build_info\\{[^}]*\\bversion=\"([^\"]*)\"");
    private static final Pattern UNREADABLE = Pattern.compile("cannot parse|parse error|unknown func|unsupported func");
    private static final Pattern BUILD_VERSION = Pattern.compile("\"version\"\\s*:\\s*\"([^\"]+)\"");

    private volatile MetricsSettings settings;
    private volatile HttpClient http;
    private final Semaphore slots;
    private final Ledger ledger = new Ledger(System::nanoTime);
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("metrics-deadline").factory());

    /**
     * What the store is.
     *
     * @param name    {@code VictoriaMetrics}, {@code Prometheus} or {@code unknown}
     * @param version null where it can't be told
     */
    public record Product(String name, @Nullable String version) {}

    private interface Reading<T> {
        T read(InputStream in) throws IOException;
    }

    MetricStore(MetricsSettings settings) {
        this.settings = settings;
        this.http = HttpClients.create(settings);
        this.slots = new Semaphore(settings.queriesAtOnce(), true);
    }

    /** Returns a store apart from the application's own, for a look from outside. */
    public static MetricStore at(MetricsSettings settings) {
        return new MetricStore(settings);
    }

    /** Turns to another store, or to the same with another log-in; what is being asked is finished with the old one. */
    public void turnTo(MetricsSettings other) {
        http = HttpClients.create(other);
        settings = other;
    }

    /** Returns where it is and how to log in to it. */
    public MetricsSettings settings() {
        return settings;
    }

    /** Returns whether an address is set. */
    public boolean isConfigured() {
        return settings.url() != null;
    }

    /** Returns what was asked of the store within the last hour, and what may be. */
    public Load load() {
        return new Load(settings.queriesAtOnce(), settings.budget(), ledger.spent());
    }

    /**
     * Returns what a query has at each moment. Where that is too much for one answer, it is asked for in halves.
     *
     * @throws StoreFailure if there is no whole answer for all of the moments
     */
    public List<Series> range(String promql, Moments moments) {
        return range(promql, moments, MOST_HALVINGS);
    }

    /** Returns what the store is, as far as it tells. */
    public Product product() {
        for (URI place : List.of(address("/metrics"), address("/").resolve("/metrics"))) {
            String text = textAt(place);
            Matcher victoria = VM_VERSION.matcher(text);
            if (victoria.find()) {
                Matcher number = VM_NUMBER.matcher(victoria.group(1));
                return new Product("VictoriaMetrics", number.find() ? number.group(1) : null);
            }
            Matcher prometheus = PROMETHEUS_VERSION.matcher(text);
            if (prometheus.find()) {
                return new Product("Prometheus", prometheus.group(1));
            }
        }
        Matcher build = BUILD_VERSION.matcher(textAt(address("/api/v1/status/buildinfo")));
        return address("/").getPath().startsWith("/select/")
                ? new Product("VictoriaMetrics", null)
                : build.find() ? new Product("Prometheus", build.group(1)) : new Product("unknown", null);
    }

    private List<Series> range(String promql, Moments moments, int halvings) {
        try {
            return ask(
                    "/api/v1/query_range",
                    Map.of(
                            "query",
                            promql,
                            "start",
                            Long.toString(moments.start().getEpochSecond()),
                            "end",
                            Long.toString(moments.last().getEpochSecond()),
                            "step",
                            Long.toString(moments.stepSeconds()),
                            "timeout",
                            settings.timeout().toSeconds() + "s",
                            "nocache",
                            "1",
                            "deny_partial_response",
                            "1",
                            "partial_response",
                            "false"),
                    in -> new AnswerReader(moments).read(in));
        } catch (StoreFailure.TooMuch e) {
            if (halvings == 0 || moments.count() < 2) {
                throw e;
            }
            var earlier = range(promql, moments.firstHalf(), halvings - 1);
            var later = range(promql, moments.secondHalf(), halvings - 1);
            return joined(earlier, later, moments);
        }
    }

    private static List<Series> joined(List<Series> earlier, List<Series> later, Moments moments) {
        var values = new LinkedHashMap<Map<String, String>, double[]>();
        int half = moments.count() / 2;
        for (boolean second : new boolean[] {false, true}) {
            for (Series series : second ? later : earlier) {
                double[] whole = values.computeIfAbsent(series.labels(), labels -> {
                    var empty = new double[moments.count()];
                    Arrays.fill(empty, Double.NaN);
                    return empty;
                });
                for (int i = 0; i < series.size(); i++) {
                    whole[(second ? half : 0) + i] = series.at(i);
                }
            }
        }
        var joined = new ArrayList<Series>();
        values.forEach((labels, whole) -> joined.add(new Series(labels, whole)));
        return joined;
    }

    private <T> T ask(String path, Map<String, String> form, Reading<T> reading) {
        for (int attempt = 1; ; attempt++) {
            try {
                var body = new StringJoiner("&");
                form.forEach((name, value) -> body.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
                log.atDebug().addKeyValue("form", body).log("store asked");
                return send(
                        request(address(path))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                                .build(),
                        reading);
            } catch (StoreFailure.Busy e) {
                if (attempt == MOST_WAITS || e.retryAfter().compareTo(LONGEST_WAIT) > 0) {
                    throw e;
                }
                sleep(e.retryAfter());
            }
        }
    }

    private <T> T send(HttpRequest request, Reading<T> reading) {
        acquireSlot();
        long began = System.nanoTime();
        try {
            var late = new AtomicBoolean();
            var deadline = System.nanoTime() + settings.timeout().toNanos();
            HttpResponse<InputStream> response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            var closing = watch.schedule(
                    () -> {
                        late.set(true);
                        close(response.body());
                    },
                    Math.max(0, deadline - System.nanoTime()),
                    TimeUnit.NANOSECONDS);
            try (InputStream body = response.body()) {
                return check(response, request, body, reading);
            } catch (StoreFailure | IOException e) {
                if (late.get()) {
                    throw new StoreFailure.Unreachable(
                            "no whole answer within " + settings.timeout().toSeconds() + " s from " + request.uri());
                }
                throw e;
            } finally {
                closing.cancel(false);
            }
        } catch (HttpTimeoutException e) {
            throw new StoreFailure.Unreachable(
                    "no answer within " + settings.timeout().toSeconds() + " s from " + request.uri(), e);
        } catch (IOException e) {
            throw new StoreFailure.Unreachable("can't reach " + request.uri() + ": " + reason(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreFailure.Unreachable("interrupted", e);
        } finally {
            ledger.spend(System.nanoTime() - began);
            slots.release();
        }
    }

    private <T> T check(HttpResponse<InputStream> response, HttpRequest request, InputStream body, Reading<T> reading)
            throws IOException {
        int status = response.statusCode();
        if (status != 200) {
            throw failure(status, response, request, body);
        }
        if (response.headers()
                .firstValue("Content-Encoding")
                .filter(coding -> !coding.equalsIgnoreCase("identity"))
                .isPresent()) {
            throw new StoreFailure.BadAnswer("the answer is encoded though no encoding was asked for");
        }
        if (response.headers().firstValueAsLong("Content-Length").orElse(0) > MOST_BYTES) {
            throw new StoreFailure.TooMuch("the answer is longer than " + MOST_BYTES + " bytes");
        }
        return reading.read(new CappedStream(body, MOST_BYTES));
    }

    private StoreFailure failure(int status, HttpResponse<InputStream> response, HttpRequest request, InputStream body)
            throws IOException {
        if (status >= 300 && status < 400) {
            return new StoreFailure.Refused(
                    status,
                    request.uri() + " redirects to "
                            + response.headers().firstValue("Location").orElse("nowhere")
                            + "; redirects are not followed");
        }
        String text = shown(new String(body.readNBytes(MOST_BYTES_OF_TEXT), StandardCharsets.UTF_8));
        String message = request.uri() + " answered " + status + ": " + text;
        if (status == 422 && UNREADABLE.matcher(text).find()) {
            return new StoreFailure.Refused(status, message);
        }
        if (status == 422 || (status == 400 && text.contains("exceeded maximum resolution"))) {
            return new StoreFailure.TooMuch(message);
        }
        if (status == 429 || status == 503) {
            return new StoreFailure.Busy(
                    message,
                    retryAfter(response.headers().firstValue("Retry-After").orElse("")));
        }
        return new StoreFailure.Refused(status, message);
    }

    private String textAt(URI place) {
        try {
            return send(
                    request(place).GET().build(),
                    in -> new String(in.readNBytes(MOST_BYTES_OF_TEXT), StandardCharsets.UTF_8));
        } catch (StoreFailure.Unreachable e) {
            throw e;
        } catch (StoreFailure e) {
            return ""; // not every store shows it
        }
    }

    private URI address(String path) {
        URI url = settings.url();
        if (url == null) {
            throw new StoreFailure.Unreachable("HEADROOM_METRICS_URL is not set");
        }
        return URI.create(url + path);
    }

    private HttpRequest.Builder request(URI address) {
        return HttpClients.request(settings, address);
    }

    private void acquireSlot() {
        try {
            slots.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreFailure.Unreachable("interrupted", e);
        }
    }

    private static Duration retryAfter(String header) {
        try {
            return Duration.ofSeconds(Math.max(0, Long.parseLong(header.strip())));
        } catch (NumberFormatException e) {
            try {
                var until = ZonedDateTime.parse(header.strip(), DateTimeFormatter.RFC_1123_DATE_TIME);
                var wait = Duration.between(ZonedDateTime.now(until.getZone()), until);
                return wait.isNegative() ? Duration.ZERO : wait;
            } catch (DateTimeParseException unreadable) {
                return Duration.ofSeconds(5);
            }
        }
    }

    private static void sleep(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreFailure.Unreachable("interrupted", e);
        }
    }

    private static void close(InputStream in) {
        try {
            in.close();
        } catch (IOException e) {
            // it is given up anyway
        }
    }

    private static String shown(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= LONGEST_ERROR ? line : line.substring(0, LONGEST_ERROR) + "…";
    }

    private static String reason(IOException e) {
        if (e.getMessage() != null) {
            return e.getMessage();
        }
        // the client gives a refused connection no message
        return e instanceof ConnectException
                ? "connection refused"
                : e.getClass().getSimpleName();
    }
}

package dev.headroom.doctor;

import dev.headroom.metrics.MetricStore;
import dev.headroom.metrics.MetricsSettings;
import dev.headroom.metrics.Series;
import dev.headroom.metrics.Series.Moments;
import dev.headroom.metrics.StoreConnection;
import dev.headroom.metrics.StoreConnection.Step;
import dev.headroom.metrics.StoreFailure;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Looks at the way to the metric store, and at what the store is and keeps. */
final class StoreChecks {

    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(5);
    private static final Duration CERTIFICATE_NOTICE = Duration.ofDays(14);
    private static final int ENOUGH_DAYS = 60;
    private static final int LEAST_DAYS = 14;
    private static final int LOOK_BACK_DAYS = 730;
    private static final Pattern NUMBERS = Pattern.compile("(\\d+)\\.(\\d+).*");

    private static final List<Check> AFTER_PATH =
            List.of(Check.STORE_WHOLE, Check.STORE_TENANT, Check.STORE_VERSION, Check.STORE_CLOCK, Check.RETENTION);
    private static final Map<Step, Check> CHECKS = Map.of(
            Step.ADDRESS, Check.STORE_ADDRESS,
            Step.TLS, Check.STORE_TLS,
            Step.LOG_IN, Check.STORE_LOG_IN,
            Step.PATH, Check.STORE_PATH);

    private final Patient patient;
    private final Findings findings;

    StoreChecks(Patient patient, Findings findings) {
        this.patient = patient;
        this.findings = findings;
    }

    /** Returns whether the store can be asked further. */
    boolean examine() {
        var settings = patient.store();
        var queries = patient.queries();
        if (settings == null || queries == null) {
            findings.skipped(List.copyOf(CHECKS.values()), "The settings can't be used.");
            return false;
        }
        var way = StoreConnection.examine(settings, patient.clock());
        way(settings, way);
        if (way.trouble() != null) {
            findings.skipped(AFTER_PATH, "The store can't be asked.");
            return false;
        }
        clock(way.ahead());
        if (way.partial()) {
            findings.trouble(
                    Check.STORE_WHOLE,
                    "The store says that its answer is partial: some of its storage nodes are away.",
                    "curl -s '" + settings.url() + "/api/v1/query?query=up' | grep -o '\"isPartial\":[a-z]*'"
                            + "   # then bring the storage nodes back");
            findings.skipped(AFTER_PATH, "The store answers in part.");
            return false;
        }
        findings.passed(Check.STORE_WHOLE, "Answers are whole.");
        try {
            version(queries.product());
            if (tenant(settings, queries)) {
                retention(queries);
                return true;
            }
            findings.skipped(Check.RETENTION, "The store holds nothing.");
        } catch (StoreFailure.TooMuch e) {
            findings.trouble(
                    Check.STORE_LIMITS, "A query is too much for it: " + e.getMessage(), probe(settings, "up"));
        } catch (StoreFailure e) {
            findings.trouble(Check.STORE_WHOLE, "A query failed: " + e.getMessage(), probe(settings, "up"));
        }
        return false;
    }

    private void way(MetricsSettings settings, StoreConnection.Result way) {
        var trouble = way.trouble();
        for (var step : Step.values()) {
            var check = Objects.requireNonNull(CHECKS.get(step));
            if (way.passed(step)) {
                if (step == Step.TLS) {
                    transport(settings, way.certificateUntil());
                } else {
                    findings.passed(check, passed(step, settings));
                }
            } else if (trouble != null && trouble.step() == step) {
                findings.trouble(check, trouble.cause(), trouble.mend());
            } else {
                findings.skipped(check, "Not reached: an earlier step failed.");
            }
        }
    }

    private static String passed(Step step, MetricsSettings settings) {
        boolean logsIn = settings.bearerToken() != null || settings.username() != null;
        return switch (step) {
            case LOG_IN -> logsIn ? "The log-in is accepted." : "No log-in is needed.";
            case PATH -> settings.url() + " answers queries.";
            default -> settings.url() + " is reachable.";
        };
    }

    private void transport(MetricsSettings settings, @Nullable Instant certificateUntil) {
        var url = Objects.requireNonNull(settings.url());
        boolean logsIn = settings.bearerToken() != null || settings.username() != null;
        if (!url.getScheme().equalsIgnoreCase("https")) {
            if (logsIn && !isNear(url.getHost())) {
                findings.warning(
                        Check.STORE_TLS,
                        "The log-in for " + url.getHost() + " travels unencrypted.",
                        "HEADROOM_METRICS_URL=" + url.toString().replaceFirst("^http:", "https:"));
            } else {
                findings.passed(Check.STORE_TLS, "Plain HTTP, " + (logsIn ? "to this machine." : "without a log-in."));
            }
        } else if (certificateUntil != null
                && certificateUntil.isBefore(patient.clock().instant().plus(CERTIFICATE_NOTICE))) {
            findings.warning(
                    Check.STORE_TLS,
                    "The store's certificate ends on " + certificateUntil + ".",
                    "openssl s_client -connect " + url.getAuthority() + " </dev/null | openssl x509 -noout -dates");
        } else {
            findings.passed(
                    Check.STORE_TLS,
                    "The certificate is trusted"
                            + (certificateUntil == null ? "." : " until " + certificateUntil + "."));
        }
    }

    private static boolean isNear(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private void clock(@Nullable Duration ahead) {
        if (ahead == null) {
            findings.skipped(Check.STORE_CLOCK, "The store does not tell its time.");
        } else if (ahead.abs().compareTo(CLOCK_TOLERANCE) > 0) {
            findings.trouble(
                    Check.STORE_CLOCK,
                    "The store's clock is " + SettingChecks.words(ahead)
                            + (ahead.isNegative() ? " behind" : " ahead of") + " ours.",
                    "timedatectl set-ntp true   # on both machines; then: chronyc tracking");
        } else {
            findings.passed(Check.STORE_CLOCK, "They agree.");
        }
    }

    private void version(MetricStore.Product product) {
        String version = product.version();
        if (version == null || product.name().equals("unknown")) {
            findings.passed(
                    Check.STORE_VERSION,
                    product.name().equals("unknown")
                            ? "It does not say what it is; the PromQL that is used is common to all."
                            : product.name() + ", version not told.");
            return;
        }
        boolean old = product.name().equals("Prometheus") ? isBefore(version, 2, 42) : isBefore(version, 1, 79);
        if (old) {
            findings.trouble(
                    Check.STORE_VERSION,
                    product.name() + " " + version + " is older than what is tested: Prometheus 2.42 and"
                            + " VictoriaMetrics 1.79.",
                    "apt-get install --only-upgrade "
                            + (product.name().equals("Prometheus") ? "prometheus" : "victoria-metrics"));
        } else {
            findings.passed(Check.STORE_VERSION, product.name() + " " + version + ".");
        }
    }

    private static boolean isBefore(String version, int major, int minor) {
        var numbers = NUMBERS.matcher(version);
        if (!numbers.matches()) {
            return false;
        }
        int itsMajor = Integer.parseInt(numbers.group(1));
        return itsMajor < major || (itsMajor == major && Integer.parseInt(numbers.group(2)) < minor);
    }

    private boolean tenant(MetricsSettings settings, MetricStore queries) {
        String tenant = StoreConnection.tenant(settings.url());
        String named = tenant.isEmpty() ? "The store" : "Tenant " + tenant;
        var names = StoreQueries.now(
                queries,
                patient.clock(),
                "count by (job) (last_over_time(up[1d])) or count by (job) (last_over_time(node_memory_MemTotal_bytes[1d]))");
        if (!names.isEmpty()) {
            findings.passed(
                    Check.STORE_TENANT,
                    named + " holds targets of the jobs "
                            + StoreQueries.listed(names.stream()
                                    .map(series -> series.label("job"))
                                    .toList())
                            + ".");
            return true;
        }
        var url = String.valueOf(settings.url());
        findings.trouble(
                Check.STORE_TENANT,
                named + " holds neither targets nor nodes of the last day.",
                tenant.isEmpty()
                        ? probe(settings, "count({__name__!=\"\"})") + "   # is anything scraped into it?"
                        : "curl -s " + url.replaceFirst("/select/.*", "/admin/tenants")
                                + "   # then HEADROOM_METRICS_URL="
                                + url.replaceFirst("/select/[^/]+", "/select/<tenant>"));
        return false;
    }

    private void retention(MetricStore queries) {
        Instant today = patient.clock().instant().truncatedTo(ChronoUnit.DAYS);
        var days = new Moments(today.minus(Duration.ofDays(LOOK_BACK_DAYS - 1)), 86_400, LOOK_BACK_DAYS);
        List<Series> counts;
        try {
            counts = queries.range("count(last_over_time(node_memory_MemTotal_bytes[1d]))", days);
        } catch (StoreFailure e) {
            findings.skipped(Check.RETENTION, "The store does not look back so far: " + e.getMessage());
            return;
        }
        int first = -1;
        for (Series series : counts) {
            for (int i = 0; i < series.size() && first < 0; i++) {
                first = series.at(i) > 0 ? i : -1;
            }
        }
        if (first < 0) {
            findings.skipped(Check.RETENTION, "No node's memory was ever measured.");
            return;
        }
        int kept = LOOK_BACK_DAYS - 1 - first;
        var since = LocalDate.ofInstant(days.at(first), ZoneOffset.UTC);
        if (kept < LEAST_DAYS) {
            findings.trouble(
                    Check.RETENTION,
                    "The store holds " + kept + " days of nodes, since " + since + ".",
                    "-retentionPeriod=2y   # VictoriaMetrics; Prometheus: --storage.tsdb.retention.time=2y;"
                            + " Headroom keeps its own history from now on");
        } else {
            findings.passed(
                    Check.RETENTION,
                    "The store holds nodes since " + since
                            + (kept < ENOUGH_DAYS ? ": enough for an early, wide forecast." : "."));
        }
    }

    static String probe(@Nullable MetricsSettings settings, String promql) {
        return "curl -sG '" + (settings == null ? "" : settings.url()) + "/api/v1/query' --data-urlencode 'query="
                + promql + "'";
    }
}

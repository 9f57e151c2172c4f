package dev.headroom;

import dev.headroom.doctor.Diagnosis;
import dev.headroom.doctor.Doctor;
import dev.headroom.doctor.Finding;
import dev.headroom.doctor.Finding.Outcome;
import dev.headroom.doctor.Patient;
import dev.headroom.doctor.Report;
import dev.headroom.inventory.Links;
import dev.headroom.metrics.MetricStore;
import dev.headroom.metrics.MetricsSettings;
import dev.headroom.settings.ChosenSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.json.JsonMapper;

/** {@code doctor}: goes through all checks from the settings alone, whether Headroom runs or not. */
final class DoctorCommand {

    private static final int HEALTHY = 0;
    private static final int TROUBLED = 1;
    private static final int BAD_INPUT = 2;
    private static final int LOG_IN_SECONDS = 5;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final PrintStream out;
    private final PrintStream err;

    DoctorCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /**
     * Runs it; {@code arguments} is what stood behind {@code doctor}.
     *
     * @return 0 where all that is required holds, 1 where not, 2 where an argument is unknown
     */
    int run(List<String> arguments) {
        boolean json = arguments.equals(List.of("--json"));
        if (!json && !arguments.isEmpty()) {
            err.println(
                    "headroom doctor: takes --json and nothing else, but got '" + String.join(" ", arguments) + "'");
            return BAD_INPUT;
        }
        var diagnosis = examine();
        if (json) {
            out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(Report.of(diagnosis)));
        } else {
            print(diagnosis);
        }
        return diagnosis.isHealthy() ? HEALTHY : TROUBLED;
    }

    /** Binds every setting the way the server does, and starts nothing. */
    @Configuration(proxyBeanMethods = false)
    @ConfigurationPropertiesScan
    @ComponentScan(
            useDefaultFilters = false,
            includeFilters =
                    @ComponentScan.Filter(
                            type = FilterType.REGEX,
                            pattern = {
                                "dev\\.headroom\\.usage\\.CollectionSettings\\$Reader",
                                "dev\\.headroom\\.inventory\\.(Links|PlanningZoneConfiguration)",
                                "dev\\.headroom\\.metrics\\.HttpClients"
                            }))
    static class Settings {}

    private Diagnosis examine() {
        DriverManager.setLoginTimeout(LOG_IN_SECONDS);
        try (var context = settings()) {
            var environment = context.getEnvironment();
            var database = database(environment);
            var store = chosen(context.getBean(MetricsSettings.class), database.source());
            return Doctor.examine(new Patient(
                    environment,
                    Clock.systemUTC(),
                    null,
                    store,
                    MetricStore.at(store),
                    context.getBean(Links.class),
                    database));
        } catch (RuntimeException failure) {
            var analysis = new SettingFailureAnalyzer().analyze(failure);
            if (analysis == null) {
                throw failure;
            }
            return examineBeside(analysis);
        }
    }

    /** Returns the settings with the address that was chosen on a page, where the environment sets none. */
    private static MetricsSettings chosen(MetricsSettings set, @Nullable DataSource source) {
        if (set.url() != null || source == null) {
            return set;
        }
        try {
            return JdbcClient.create(source)
                    .sql("select value from chosen_setting where name = ?")
                    .param(ChosenSettings.STORE)
                    .query((row, number) -> row.getString(1))
                    .optional()
                    .map(set::at)
                    .orElse(set);
        } catch (DataAccessException e) {
            return set; // the checks of the database say why it can't be asked
        }
    }

    /** One setting is wrong: what does not rest on it is examined all the same. */
    private static Diagnosis examineBeside(FailureAnalysis wrong) {
        var environment = new StandardEnvironment();
        MetricsSettings store = null;
        Links links = null;
        try {
            store = MetricsSettings.from(environment);
            links = new Links(environment);
        } catch (RuntimeException e) {
            // that is the setting which is wrong
        }
        return Doctor.examine(new Patient(
                environment,
                Clock.systemUTC(),
                wrong.getDescription(),
                links == null ? null : store,
                store == null || links == null ? null : MetricStore.at(store),
                links,
                database(environment)));
    }

    private static ConfigurableApplicationContext settings() {
        return new SpringApplicationBuilder(Settings.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .properties(Map.of("logging.level.root", "off", "spring.main.lazy-initialization", "false"))
                .run();
    }

    private static Patient.Database database(ConfigurableEnvironment environment) {
        Path data = Path.of(environment.getProperty("headroom.data-dir", "./data"));
        String url = environment.getProperty("headroom.database.url", "");
        if (!url.isBlank()) {
            return new Patient.Database(
                    source(
                            url,
                            environment.getProperty("headroom.database.username"),
                            environment.getProperty("headroom.database.password")),
                    null,
                    false,
                    data);
        }
        try {
            var running = EmbeddedDatabase.running(data);
            if (running.isPresent()) {
                var access = running.get();
                return new Patient.Database(
                        source(access.url(), access.username(), access.password()), null, true, data);
            }
        } catch (IOException e) {
            return new Patient.Database(null, "The embedded database can't be found: " + e.getMessage(), true, data);
        }
        return new Patient.Database(
                null,
                Files.exists(data.resolve("postgres"))
                        ? "The embedded database does not run: Headroom is stopped."
                        : "There is none yet: the first start makes it in " + data + ".",
                true,
                data);
    }

    private static DataSource source(String url, @Nullable String username, @Nullable String password) {
        return new DriverManagerDataSource(
                url, Objects.requireNonNullElse(username, ""), Objects.requireNonNullElse(password, ""));
    }

    private void print(Diagnosis diagnosis) {
        for (Finding finding : diagnosis.findings()) {
            out.println(mark(finding.outcome()) + "  " + finding.check().title() + ": " + finding.seen()
                    + (finding.isTrouble() ? " " + finding.effect() + "  Mend: " + finding.mend() : ""));
        }
        out.println();
        out.println(diagnosis.count(Outcome.PASSED) + " passed, " + diagnosis.count(Outcome.WARNING) + " warnings, "
                + diagnosis.count(Outcome.FAILED) + " failed, " + diagnosis.count(Outcome.SKIPPED) + " skipped.");
    }

    private static String mark(Outcome outcome) {
        return switch (outcome) {
            case PASSED -> "ok     ";
            case SKIPPED -> "skipped";
            case WARNING -> "WARNING";
            case FAILED -> "FAILED ";
        };
    }
}

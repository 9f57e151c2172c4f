package dev.headroom.usage;

import dev.headroom.access.Audit;
import dev.headroom.inventory.FleetAnswers;
import dev.headroom.inventory.Identities;
import dev.headroom.inventory.Inventory;
import dev.headroom.metrics.MetricStore;
import dev.headroom.settings.ChosenSettings;
import dev.headroom.testing.TestClock;
import dev.headroom.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.jdbc.core.JdbcTemplate;

/** The collecting modules alone, on a real database, polled by hand. */
final class Collector implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    static Collector start(URI store, TestDatabase database, TestClock clock, String... settings) {
        return start(store, database.url(), database.username(), clock, settings);
    }

    static Collector start(URI store, String database, String username, TestClock clock, String... settings) {
        var properties = new HashMap<String, Object>(Map.of(
                "headroom.metrics.url",
                store.toString(),
                "spring.datasource.url",
                database,
                "spring.datasource.username",
                username,
                "headroom.audit-dir",
                auditDir(),
                "spring.main.banner-mode",
                "off",
                "spring.jpa.hibernate.ddl-auto",
                "validate",
                "logging.level.root",
                "warn"));
        Arrays.stream(settings)
                .map(setting -> setting.split("=", 2))
                .forEach(setting -> properties.put(setting[0], setting[1]));
        return new Collector(new SpringApplicationBuilder(Modules.class)
                .web(WebApplicationType.NONE)
                .properties(properties)
                .initializers(started -> started.getBeanFactory().registerSingleton("clock", clock))
                .run());
    }

    private static String auditDir() {
        try {
            return Files.createTempDirectory(Files.createDirectories(Path.of("target", "audit-logs")), "")
                    .toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Collector(ConfigurableApplicationContext context) {
        this.context = context;
    }

    void poll() {
        context.getBean(Collection.class).poll();
    }

    CollectionStatus status() {
        return context.getBean(Collection.class).status();
    }

    BackfillSwitch backfill() {
        return context.getBean(BackfillSwitch.class);
    }

    MetricStore store() {
        return context.getBean(MetricStore.class);
    }

    FleetAnswers answers() {
        return context.getBean(FleetAnswers.class);
    }

    Inventory inventory() {
        return context.getBean(Inventory.class);
    }

    Identities identities() {
        return context.getBean(Identities.class);
    }

    UsageHistory history() {
        return context.getBean(UsageHistory.class);
    }

    JdbcTemplate jdbc() {
        return context.getBean(JdbcTemplate.class);
    }

    List<Object> events() {
        return context.getBean(Heard.class).events;
    }

    @Override
    public void close() {
        context.close();
    }

    static final class Heard {
        private final List<Object> events = new ArrayList<>();

        @EventListener
        void hear(DayRolledUp event) {
            events.add(event);
        }

        @EventListener
        void hear(BackfillCompleted event) {
            events.add(event);
        }
    }

    // not found by the scan of the whole application, whose repositories it would narrow down
    @TestConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @EntityScan(basePackageClasses = Inventory.class)
    @EnableJpaRepositories(basePackageClasses = Inventory.class)
    @ComponentScan(
            basePackageClasses = {Inventory.class, MetricStore.class, UsageHistory.class, ChosenSettings.class},
            excludeFilters = {
                @ComponentScan.Filter(type = FilterType.ASSIGNABLE_TYPE, classes = PollSchedule.class),
                @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*Test.*|.*Collector.*")
            })
    @Import(Audit.class)
    @ConfigurationPropertiesScan(basePackageClasses = {Audit.class, UsageHistory.class})
    static class Modules {

        @Bean
        Heard heard() {
            return new Heard();
        }
    }
}

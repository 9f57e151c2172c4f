package dev.headroom.report;

import dev.headroom.assessment.Assessment;
import dev.headroom.assessment.Assessments;
import dev.headroom.assessment.CostAssessment;
import dev.headroom.assessment.ForecastSnapshot;
import dev.headroom.catalog.Quote;
import dev.headroom.cost.ExchangeRate;
import dev.headroom.inventory.Subject;
import dev.headroom.testing.SampleAssessment;
import dev.headroom.testing.TestDatabase;
import dev.headroom.units.Money;
import dev.headroom.units.Resource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** One running Headroom, as far as the weekly report goes; several may share a database. */
final class Instance implements AutoCloseable {

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    private Instance(TestDatabase database, Clock clock, @Nullable JavaMailSenderImpl mail, ReportProperties settings) {
        var source = database.dataSource();
        context.registerBean(DataSource.class, () -> source);
        context.registerBean(JdbcTemplate.class, () -> new JdbcTemplate(source));
        context.registerBean(JdbcClient.class, () -> JdbcClient.create(source));
        context.registerBean(Clock.class, () -> clock);
        context.registerBean(MeterRegistry.class, SimpleMeterRegistry::new);
        context.registerBean(PastUsage.class, () -> Instance::workersOverTime);
        context.registerBean(ITemplateEngine.class, Instance::templates);
        context.registerBean(MoneyBook.class, Books::new);
        context.registerBean(ReportProperties.class, () -> settings);
        if (mail != null) {
            context.registerBean(JavaMailSenderImpl.class, () -> mail);
        }
        context.register(
                Assessments.class,
                ReportComposer.class,
                ReportDispatch.class,
                Recipients.class,
                UnsubscribeLinks.class,
                Deliveries.class,
                MailServer.class,
                WeeklyReport.class);
        context.refresh();
    }

    static Instance withoutMail(TestDatabase database, Clock clock) {
        return new Instance(database, clock, null, settings(List.of()));
    }

    static Instance mailingTo(TestDatabase database, Clock clock, int port, List<String> recipients) {
        return new Instance(database, clock, server(port), settings(recipients));
    }

    private static ReportProperties settings(List<String> recipients) {
        return new ReportProperties(
                URI.create("https://headroom.example.com"),
                new ReportProperties.Mail(
                        recipients.isEmpty() ? null : "Headroom <capacity@example.com>",
                        recipients,
                        Duration.ofHours(72),
                        true));
    }

    private static JavaMailSenderImpl server(int port) {
        var server = new JavaMailSenderImpl();
        server.setHost("127.0.0.1");
        server.setPort(port);
        return server;
    }

    private static ITemplateEngine templates() {
        var resolver = new ClassLoaderTemplateResolver();
        resolver.setPrefix("templates/");
        resolver.setSuffix(".html");
        resolver.setTemplateMode(TemplateMode.HTML);
        resolver.setCharacterEncoding("UTF-8");
        var engine = new SpringTemplateEngine();
        engine.setTemplateResolver(resolver);
        return engine;
    }

    /** Knows dollars, and two quotes: one that ends soon and one that doesn't. */
    private static final class Books implements MoneyBook {

        @Override
        public Optional<ExchangeRate> rate(Assessment assessment, Currency to) {
            var from = assessment.currency();
            if (from.equals(to)) {
                return Optional.of(ExchangeRate.none(from, assessment.asOf()));
            }
            return to.getCurrencyCode().equals("USD")
                    ? Optional.of(
                            new ExchangeRate(from, to, new BigDecimal("1.1133"), LocalDate.of(2026, 10, 28), "ECB"))
                    : Optional.empty();
        }

        @Override
        public Optional<CostAssessment> costs(Assessment assessment, Currency currency) {
            return Optional.ofNullable(assessment.costs());
        }

        @Override
        public List<Quote> quotes(Assessment assessment) {
            return List.of(
                    quote("Q-17", assessment.asOf().plusDays(9)),
                    quote("Q-18", assessment.asOf().plusDays(90)));
        }

        private static Quote quote(String reference, LocalDate validUntil) {
            return new Quote(
                    reference,
                    "hetzner/AX162-S",
                    4,
                    Money.of("190.00", "EUR"),
                    null,
                    null,
                    LocalDate.of(2026, 11, 2),
                    validUntil,
                    null,
                    null,
                    "mail of the vendor");
        }
    }

    /** A public link that grew by 5.9 % a month, with a weekly season, a missing day, and a capacity that stepped up once. */
    private static List<PastUsage.Day> workersOverTime(
            String pool, Resource resource, LocalDate from, LocalDate until) {
        var days = new ArrayList<PastUsage.Day>();
        if (!resource.equals(SampleAssessment.PUBLIC)) {
            return days;
        }
        for (var day = from; day.isBefore(until); day = day.plusDays(1)) {
            long age = SampleAssessment.AS_OF.toEpochDay() - day.toEpochDay();
            double used = 7.9e9 * Math.pow(2, -age / 365.0) * (1 + 0.05 * Math.sin(-2 * Math.PI * age / 7));
            if (!day.equals(LocalDate.of(2026, 8, 11))) {
                days.add(new PastUsage.Day(day, used, day.isBefore(LocalDate.of(2026, 7, 6)) ? 10e9 : 12e9));
            }
        }
        return days;
    }

    /** Makes the newest assessment, as a run would. */
    void assess(Assessment assessment, ForecastSnapshot... forecasts) {
        context.getBean(Assessments.class).save(assessment, Map.of(Subject.pool("workers"), List.of(forecasts)));
    }

    WeeklyReport report() {
        return context.getBean(WeeklyReport.class);
    }

    ReportDispatch dispatch() {
        return context.getBean(ReportDispatch.class);
    }

    Recipients recipients() {
        return context.getBean(Recipients.class);
    }

    UnsubscribeLinks links() {
        return context.getBean(UnsubscribeLinks.class);
    }

    Deliveries deliveries() {
        return context.getBean(Deliveries.class);
    }

    @Override
    public void close() {
        context.close();
    }
}

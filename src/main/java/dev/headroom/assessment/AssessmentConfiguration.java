package dev.headroom.assessment;

import dev.headroom.catalog.ClosedMonths;
import dev.headroom.catalog.PriceBooks;
import dev.headroom.forecast.CombinationForecaster;
import dev.headroom.forecast.Forecaster;
import dev.headroom.plan.Planner;
import dev.headroom.usage.UsageHistory;
import javax.sql.DataSource;
import net.javacrumbs.shedlock.core.DefaultLockingTaskExecutor;
import net.javacrumbs.shedlock.core.LockingTaskExecutor;
import net.javacrumbs.shedlock.provider.jdbctemplate.JdbcTemplateLockProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** Wires the core, which knows no framework. */
@Configuration(proxyBeanMethods = false)
class AssessmentConfiguration {

    @Bean
    Forecaster forecaster() {
        return new CombinationForecaster();
    }

    @Bean
    Planning planning(PriceBooks books, OnOrder onOrder) {
        return new Planning(new Solver(new Planner()), books, onOrder);
    }

    @Bean
    Costing costing(
            PriceBooks books,
            UsageHistory usage,
            ClosedMonths closedMonths,
            Assessments assessments,
            OnOrder onOrder,
            PlanningSettings settings) {
        return new Costing(
                books, usage, new CashFlows(closedMonths, assessments, settings.currency()), onOrder, settings);
    }

    @Bean
    LockingTaskExecutor lockingTaskExecutor(DataSource database) {
        return new DefaultLockingTaskExecutor(
                new JdbcTemplateLockProvider(JdbcTemplateLockProvider.Configuration.builder()
                        .withJdbcTemplate(new JdbcTemplate(database))
                        .usingDbTime()
                        .build()));
    }
}

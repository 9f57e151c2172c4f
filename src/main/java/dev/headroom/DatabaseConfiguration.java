package dev.headroom;

import com.zaxxer.hikari.HikariDataSource;
import dev.headroom.units.InvalidSetting;
import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Properties;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Connects to the operator's PostgreSQL, or starts the embedded one where no URL is set. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    private static final int CONNECTIONS = 16;
    private static final String PATIENCE_SECONDS = "10";

    @Bean(destroyMethod = "close")
    @ConditionalOnExpression("environment.getProperty('headroom.database.url', '').isBlank()")
    EmbeddedDatabase embeddedDatabase(DatabaseProperties properties, ListableBeanFactory beans) throws IOException {
        bindAllSettings(beans);
        return EmbeddedDatabase.start(properties.dataDir());
    }

    @Bean
    HikariDataSource dataSource(DatabaseProperties properties, ObjectProvider<EmbeddedDatabase> embedded) {
        var pool = new HikariDataSource();
        pool.setMaximumPoolSize(CONNECTIONS);
        pool.setPoolName("headroom");
        var database = embedded.getIfAvailable();
        if (database != null) {
            pool.setJdbcUrl(database.url());
            pool.setUsername(database.username());
            pool.setPassword(database.password());
        } else {
            requireAnswer(properties.database());
            pool.setJdbcUrl(properties.database().url());
            pool.setUsername(properties.database().username());
            pool.setPassword(properties.database().password());
        }
        return pool;
    }

    /** A wrong setting is to be refused before a database is made for it. */
    private static void bindAllSettings(ListableBeanFactory beans) {
        for (var name : beans.getBeanNamesForAnnotation(ConfigurationProperties.class)) {
            var type = beans.getType(name);
            if (type != null && type.getPackageName().startsWith(DatabaseConfiguration.class.getPackageName())) {
                beans.getBean(name);
            }
        }
    }

    /** Connects once, as the pool would log the failure with its whole stack. */
    private static void requireAnswer(DatabaseProperties.Database database) {
        var url = Objects.requireNonNull(database.url());
        var details = new Properties();
        details.setProperty("loginTimeout", PATIENCE_SECONDS);
        if (database.username() != null) {
            details.setProperty("user", database.username());
        }
        if (database.password() != null) {
            details.setProperty("password", database.password());
        }
        try {
            DriverManager.getConnection(url, details).close();
        } catch (SQLException e) {
            throw new InvalidSetting(
                    "HEADROOM_DATABASE_URL",
                    DatabaseProperties.withoutSecrets(url),
                    "a PostgreSQL that lets Headroom in, but: " + e.getMessage());
        }
    }
}

package dev.headroom;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Connects to the operator's PostgreSQL, or starts the embedded one where no URL is set. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    private static final int CONNECTIONS = 16;

    @Bean(destroyMethod = "close")
    @ConditionalOnProperty(name = "headroom.database.url", matchIfMissing = true, havingValue = "false")
    EmbeddedDatabase embeddedDatabase(DatabaseProperties properties) throws IOException {
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
            pool.setJdbcUrl(properties.database().url());
            pool.setUsername(properties.database().username());
            pool.setPassword(properties.database().password());
        }
        return pool;
    }
}

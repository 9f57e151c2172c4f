package dev.headroom.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.test.context.DynamicPropertyRegistry;

/** A fresh, migrated database on the one real PostgreSQL that all tests of a JVM share. */
public final class TestDatabase {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String name;

    private TestDatabase(String name) {
        this.name = name;
    }

    public static TestDatabase create() {
        return createEmpty().migrated();
    }

    /** Creates one that Flyway has not seen. */
    public static TestDatabase createEmpty() {
        String name = "headroom_test_" + COUNT.incrementAndGet();
        try (var connection = Server.INSTANCE.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new TestDatabase(name);
    }

    public String url() {
        return Server.INSTANCE.getJdbcUrl("postgres", name);
    }

    /** Returns a folder for the audit chain of this database. */
    public Path auditDir() {
        return Path.of("target", "audit", ProcessHandle.current().pid() + "-" + name);
    }

    public String username() {
        return "postgres";
    }

    public DataSource dataSource() {
        var dataSource = new PGSimpleDataSource();
        dataSource.setUrl(url());
        dataSource.setUser(username());
        return dataSource;
    }

    /** Makes an application context use it. */
    public void register(DynamicPropertyRegistry registry) {
        registry.add("spring.datasource.url", this::url);
        registry.add("spring.datasource.username", this::username);
        registry.add("spring.datasource.password", () -> "");
        registry.add("headroom.database.url", this::url);
        registry.add("headroom.database.username", this::username);
        registry.add("headroom.audit-dir", () -> auditDir().toString());
    }

    private TestDatabase migrated() {
        Flyway.configure().dataSource(dataSource()).load().migrate();
        return this;
    }

    private static final class Server {
        static final EmbeddedPostgres INSTANCE = start();

        private static EmbeddedPostgres start() {
            try {
                var server = EmbeddedPostgres.builder().start();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    try {
                        server.close();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }));
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

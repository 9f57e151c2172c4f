package dev.headroom;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL that belongs to this process, with its data under the data directory.
 *
 * <p>The library behind it is made for tests: it turns {@code fsync} off and trusts every local user. Both are put
 * right here: writes are durable, and log-in needs a password that only the data directory knows. A server that
 * outlived a killed Headroom is stopped before the data is opened again.
 */
final class EmbeddedDatabase implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabase.class);
    private static final Duration STARTUP = Duration.ofSeconds(60);
    private static final String USER = "postgres";

    /** Of postmaster.pid, counted from 0. */
    private static final int PORT_LINE = 3;

    private final EmbeddedPostgres postgres;
    private final String password;
    private final FileChannel lockFile;

    private EmbeddedDatabase(EmbeddedPostgres postgres, String password, FileChannel lockFile) {
        this.postgres = postgres;
        this.password = password;
        this.lockFile = lockFile;
    }

    /**
     * Starts the database; the first time, creates it.
     *
     * @throws IllegalStateException if another process uses the directory
     */
    static EmbeddedDatabase start(Path dataDir) throws IOException {
        var directory = dataDir.toAbsolutePath().normalize();
        Files.createDirectories(directory);
        var lockFile = lock(directory);
        var cluster = directory.resolve("postgres");
        stopOrphan(cluster);
        // PostgreSQL refuses a start over another process's lock file, even one whose process is gone and id reused
        Files.deleteIfExists(cluster.resolve("postmaster.pid"));
        var password = password(directory.resolve("database-password"));
        var postgres = EmbeddedPostgres.builder()
                .setDataDirectory(cluster)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setOverrideWorkingDirectory(directory.resolve("postgres-bin").toFile())
                .setConnectConfig("password", password)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("max_connections", "60")
                .setServerConfig("shared_buffers", "128MB")
                .setServerConfig("unix_socket_directories", "")
                .setPGStartupWait(STARTUP)
                .start();
        requirePassword(postgres, cluster, password);
        return new EmbeddedDatabase(postgres, password, lockFile);
    }

    /** How to reach a running one. */
    record Access(String url, String username, String password) {

        @Override
        public String toString() {
            return "Access[url=" + url + "]";
        }
    }

    /** Returns how to reach the database of that directory, if another Headroom has it running. */
    static Optional<Access> running(Path dataDir) throws IOException {
        var directory = dataDir.toAbsolutePath().normalize();
        var pidFile = directory.resolve("postgres").resolve("postmaster.pid");
        var passwordFile = directory.resolve("database-password");
        if (!Files.exists(pidFile) || !Files.exists(passwordFile)) {
            return Optional.empty();
        }
        var lines = Files.readAllLines(pidFile);
        if (lines.size() <= PORT_LINE
                || ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                        .filter(process -> process.info().command().orElse("").endsWith("/bin/postgres"))
                        .isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Access(
                url(Integer.parseInt(lines.get(PORT_LINE).strip())),
                USER,
                Files.readString(passwordFile).strip()));
    }

    String url() {
        return url(postgres.getPort());
    }

    private static String url(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    String username() {
        return USER;
    }

    String password() {
        return password;
    }

    @Override
    public void close() throws IOException {
        postgres.close();
        lockFile.close();
    }

    private static FileChannel lock(Path directory) throws IOException {
        var channel = FileChannel.open(
                directory.resolve("headroom.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            channel.close();
            throw new IllegalStateException("HEADROOM_DATA_DIR is '" + directory
                    + "': another Headroom uses it; stop that one or choose another");
        }
        return channel;
    }

    private static void stopOrphan(Path cluster) throws IOException {
        var pidFile = cluster.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        var lines = Files.readAllLines(pidFile);
        if (lines.size() < 2 || !lines.get(1).equals(cluster.toString())) {
            return;
        }
        var orphan = ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                .filter(process -> process.info().command().orElse("").endsWith("/bin/postgres"));
        if (orphan.isEmpty()) {
            return;
        }
        log.atInfo().addKeyValue("pid", orphan.get().pid()).log("database left by a killed process stopped");
        orphan.get().destroy();
        try {
            orphan.get().onExit().get(30, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            orphan.get().destroyForcibly();
            orphan.get().onExit().join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the old database stopped", e);
        } catch (ExecutionException e) {
            throw new IOException(e);
        }
    }

    private static String password(Path file) throws IOException {
        if (Files.exists(file)) {
            return Files.readString(file).strip();
        }
        var bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        var password = HexFormat.of().formatHex(bytes);
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Files.createFile(file, ownerOnly);
        Files.writeString(file, password);
        return password;
    }

    private static void requirePassword(EmbeddedPostgres postgres, Path cluster, String password) throws IOException {
        var access = cluster.resolve("pg_hba.conf");
        var wanted = "host all all 127.0.0.1/32 scram-sha-256\n";
        if (Files.readString(access).equals(wanted)) {
            return;
        }
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            // hexadecimal digits only, so it can stand in the statement, which takes no parameters
            statement.execute("alter user " + USER + " password '" + password + "'");
            Files.writeString(access, wanted);
            statement.execute("select pg_reload_conf()");
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }
}

package dev.headroom.usage;

import dev.headroom.testing.TestClock;
import dev.headroom.testing.TestDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects in a process of its own, which can be killed. It says each piece that it has stored, and when it is done. */
final class CollectingProcess implements AutoCloseable {

    private static final String STORED = "usage stored";

    private final Process process;
    private final BufferedReader said;

    private CollectingProcess(Process process) {
        this.process = process;
        this.said = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static CollectingProcess start(URI store, TestDatabase database, Instant now, int days) {
        try {
            return new CollectingProcess(new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                            CollectingProcess.class.getName(),
                            store.toString(),
                            database.url(),
                            now.toString(),
                            Integer.toString(days)))
                    .redirectErrorStream(true)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns whether it has stored so many pieces; false where it was done before. */
    boolean hasStored(int pieces) {
        for (int seen = 0; seen < pieces; ) {
            String line = next();
            if (line == null) {
                return false;
            }
            seen += line.contains(STORED) ? 1 : 0;
        }
        return true;
    }

    /** Waits for its end. */
    int end() throws InterruptedException {
        while (next() != null) {
            // it is read so that the process does not wait for a reader
        }
        return process.waitFor();
    }

    /** Ends it as {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private @Nullable String next() {
        try {
            return said.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void main(String[] arguments) {
        var clock = new TestClock(Instant.parse(arguments[2]));
        try (var collector = Collector.start(
                URI.create(arguments[0]),
                arguments[1],
                "postgres",
                clock,
                "headroom.backfill-days=" + arguments[3],
                "logging.level.dev.headroom.usage=info")) {
            collector.poll();
            boolean complete = collector.status().backfill().state() == CollectionStatus.Backfill.State.COMPLETE;
            System.exit(complete ? 0 : 1);
        }
    }
}

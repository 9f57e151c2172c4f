package dev.headroom.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

/** A real VictoriaMetrics or Prometheus on a free port, with a folder of its own that goes when it is closed. */
public final class TestMetricStore implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final List<String> command;
    private final Path folder;
    private final int port;
    private final String readyPath;
    private Process process;

    private TestMetricStore(List<String> command, Path folder, int port, String readyPath) {
        this.command = command;
        this.folder = folder;
        this.port = port;
        this.readyPath = readyPath;
        this.process = launch();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> process.destroyForcibly()));
        awaitReady();
    }

    /** Starts a VictoriaMetrics that keeps ten years. */
    public static TestMetricStore victoriaMetrics(String... options) {
        Path folder = newFolder();
        int port = freePort();
        var command = new ArrayList<String>();
        command.add("/usr/bin/victoria-metrics");
        command.add("-storageDataPath=" + folder.resolve("data"));
        command.add("-httpListenAddr=127.0.0.1:" + port);
        command.add("-retentionPeriod=10y");
        command.addAll(List.of(options));
        return new TestMetricStore(command, folder, port, "/health");
    }

    /** Starts a Prometheus on blocks made of OpenMetrics text, which must end with {@code # EOF}. */
    public static TestMetricStore prometheus(Path openMetrics) {
        Path folder = newFolder();
        Path data = folder.resolve("data");
        run(
                folder,
                List.of(
                        "/usr/bin/promtool",
                        "tsdb",
                        "create-blocks-from",
                        "openmetrics",
                        "--max-block-duration=24h",
                        openMetrics.toString(),
                        data.toString()));
        Path configuration = folder.resolve("prometheus.yml");
        try {
            Files.writeString(configuration, "global: {}\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int port = freePort();
        return new TestMetricStore(
                List.of(
                        "/usr/bin/prometheus",
                        "--config.file=" + configuration,
                        "--storage.tsdb.path=" + data,
                        "--storage.tsdb.retention.time=10y",
                        "--web.listen-address=127.0.0.1:" + port),
                folder,
                port,
                "/-/ready");
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Imports samples in the Prometheus text format, each with its time in milliseconds; VictoriaMetrics only. */
    public void importText(String lines) {
        post("/api/v1/import/prometheus", lines);
    }

    /** Imports VictoriaMetrics' own JSON lines: {@code {"metric":{…},"values":[…],"timestamps":[…]}}. */
    public void importJson(String lines) {
        post("/api/v1/import", lines);
    }

    /** Makes imported samples visible to queries at once; VictoriaMetrics only. */
    public void flush() {
        get("/internal/force_flush");
        get("/internal/resetRollupResultCache");
    }

    /** Returns the raw answer of an instant query. */
    public String query(String promql, Instant at) {
        return get("/api/v1/query?nocache=1&time=" + at.getEpochSecond() + "&query="
                + URLEncoder.encode(promql, StandardCharsets.UTF_8));
    }

    /** Returns the processor time that it has taken. */
    public Duration cpu() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    public byte[] bytes(String path) {
        try {
            return HTTP.send(
                            HttpRequest.newBuilder(url().resolve(path)).build(),
                            HttpResponse.BodyHandlers.ofByteArray())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Sends bytes as they are. */
    public void post(String path, byte[] body) {
        send(HttpRequest.newBuilder(url().resolve(path))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build());
    }

    public String get(String path) {
        return send(HttpRequest.newBuilder(url().resolve(path)).build());
    }

    /** Stops it; its data stays until {@link #close()}. */
    public void stop() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Starts it again on the same port and data. */
    public void restart() {
        process = launch();
        awaitReady();
    }

    @Override
    public void close() {
        stop();
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, IOException e) throws IOException {
                    Files.deleteIfExists(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a port that nobody listens on. */
    public static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process launch() {
        try {
            return new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.resolve("log").toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady() {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (System.nanoTime() < deadline) {
            if (!process.isAlive()) {
                throw new IllegalStateException(command.getFirst() + " ended: " + log());
            }
            try {
                var request = HttpRequest.newBuilder(url().resolve(readyPath))
                        .timeout(Duration.ofSeconds(2))
                        .build();
                if (HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException e) {
                awaitEnd(Duration.ofMillis(50)); // not listening yet
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
        throw new IllegalStateException(command.getFirst() + " was not ready in time: " + log());
    }

    private void awaitEnd(Duration atMost) {
        try {
            process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String log() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private void post(String path, String body) {
        var bytes = new ByteArrayOutputStream();
        try (var zipped = new GZIPOutputStream(bytes)) {
            zipped.write(body.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        send(HttpRequest.newBuilder(url().resolve(path))
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofByteArray(bytes.toByteArray()))
                .build());
    }

    private static String send(HttpRequest request) {
        try {
            var response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new IllegalStateException(
                        request.uri() + " answered " + response.statusCode() + ": " + response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void run(Path folder, List<String> command) {
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("run.log").toFile())
                    .start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + " failed: " + Files.readString(folder.resolve("run.log")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Path newFolder() {
        try {
            return Files.createTempDirectory("headroom-metric-store");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

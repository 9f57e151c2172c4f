package dev.headroom.demo;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/** Writes a fleet's history into VictoriaMetrics through its import API. */
public final class MetricImport {

    private static final int CONNECTIONS = 2;

    private final URI store;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final BlockingQueue<Lines> free = new ArrayBlockingQueue<>(CONNECTIONS);

    /** @param store the base address, such as {@code http://127.0.0.1:8428} */
    public MetricImport(URI store) {
        this.store = store;
        for (int i = 0; i < CONNECTIONS; i++) {
            free.add(new Lines());
        }
    }

    /**
     * Returns the fleet that the store holds, lived up to its newest sample, or a new one where the store has none.
     *
     * @param end of a new fleet's history
     * @throws IOException if the store can't be reached or holds a fleet of another size or seed
     */
    public DemoFleet recall(int nodes, int days, long seed, Instant end) throws IOException {
        var wanted = new KnownFleet(nodes, days, seed, end, false);
        var known = KnownFleet.in(query(KnownFleet.QUERY));
        var note = known.orElse(wanted);
        if (!note.isLike(wanted)) {
            throw new IOException("the store at " + store + " holds a demo fleet of " + note.nodes() + " nodes over "
                    + note.days() + " days with seed " + note.seed());
        }
        var fleet = new DemoFleet(note);
        if (known.isEmpty()) {
            note(note);
        }
        var newest = KnownFleet.value(query(KnownFleet.NEWEST_SAMPLE_QUERY));
        if (known.isPresent() && newest.isPresent()) {
            var moment = Instant.ofEpochSecond(newest.getAsLong());
            // What was under way when an import broke off may be missing: it is sent again.
            fleet.skip(note.complete() ? moment : moment.minus(DemoFleet.LONGEST_STRETCH.multipliedBy(2)));
        }
        return fleet;
    }

    /**
     * Writes what the fleet has yet to live through, oldest first.
     *
     * @param until    the moment of the newest sample
     * @param progress told the share that is done, in percent, whenever it has grown
     * @return the number of samples written
     * @throws IOException if the store can't be reached or refuses a part
     */
    public long write(DemoFleet fleet, Instant until, IntConsumer progress) throws IOException {
        long first = fleet.next().getEpochSecond();
        long span = Math.max(1, until.getEpochSecond() - first);
        long samples = 0;
        var pending = new ArrayDeque<Future<Long>>();
        try (var connections = Executors.newFixedThreadPool(CONNECTIONS)) {
            int told = -1;
            while (fleet.hasUntil(until)) {
                pending.addAll(submit(fleet.advance(until), connections));
                while (pending.size() > 2 * CONNECTIONS) {
                    samples += await(pending.remove());
                }
                int percent = (int) Math.min(100, 100 * (fleet.next().getEpochSecond() - first) / span);
                if (percent > told) {
                    progress.accept(percent);
                    told = percent;
                }
            }
            while (!pending.isEmpty()) {
                samples += await(pending.remove());
            }
        }
        note(fleet.note().completed());
        makeSearchable();
        return samples;
    }

    /** Goes on after {@link #write} with a sample every five minutes, until interrupted. */
    public void follow(DemoFleet fleet, Clock clock) throws IOException {
        var lines = new Lines();
        while (!Thread.currentThread().isInterrupted()) {
            var untilNext = Duration.between(clock.instant(), fleet.next());
            if (untilNext.isPositive()) {
                pause(untilNext);
                continue;
            }
            var chunks = fleet.advance(clock.instant());
            lines.clear();
            for (var chunk : chunks) {
                chunk.writeTo(lines, NodeChunk.timestamps(chunk.slot(), chunk.size()));
            }
            post(lines);
        }
    }

    private List<Future<Long>> submit(List<NodeChunk> chunks, ExecutorService connections) {
        var submitted = new ArrayList<Future<Long>>();
        if (!chunks.isEmpty()) {
            var timestamps = NodeChunk.timestamps(
                    chunks.getFirst().slot(), chunks.getFirst().size());
            for (var chunk : chunks) {
                submitted.add(connections.submit(() -> send(chunk, timestamps)));
            }
        }
        return submitted;
    }

    private long send(NodeChunk chunk, byte[] timestamps) throws IOException, InterruptedException {
        var lines = free.take();
        try {
            lines.clear();
            chunk.writeTo(lines, timestamps);
            post(lines);
            return lines.samples();
        } finally {
            free.add(lines);
        }
    }

    private String query(String promQl) throws IOException {
        var answer = send(HttpRequest.newBuilder(store.resolve(
                        path("/api/v1/query") + "?query=" + URLEncoder.encode(promQl, StandardCharsets.UTF_8)))
                .timeout(Duration.ofMinutes(1))
                .build());
        if (answer.status() != 200) {
            throw new IOException(
                    "the store at " + store + " refused a query: " + answer.status() + " " + answer.body());
        }
        return answer.body();
    }

    private void note(KnownFleet fleet) throws IOException {
        var lines = new Lines();
        lines.put(fleet.line());
        post(lines);
    }

    private void post(Lines lines) throws IOException {
        var request = HttpRequest.newBuilder(store.resolve(path("/api/v1/import")))
                .timeout(Duration.ofMinutes(5))
                .POST(BodyPublishers.ofByteArray(lines.bytes(), 0, lines.size()))
                .build();
        var response = send(request);
        if (response.status() / 100 != 2) {
            throw new IOException(
                    "the store at " + store + " refused the import: " + response.status() + " " + response.body());
        }
    }

    /** A single node offers this; where a store doesn't, its own pace makes the samples searchable in seconds. */
    private void makeSearchable() throws IOException {
        for (var path : List.of("/internal/force_flush", "/internal/resetRollupResultCache")) {
            send(HttpRequest.newBuilder(store.resolve(path(path)))
                    .timeout(Duration.ofMinutes(1))
                    .build());
        }
    }

    private Answer send(HttpRequest request) throws IOException {
        try {
            var response = http.send(request, BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } catch (IOException e) {
            throw new IOException("the store at " + store + " can't be reached: " + e, e);
        }
    }

    private String path(String route) {
        String base = store.getPath() == null ? "" : store.getPath();
        return (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + route;
    }

    private static long await(Future<Long> part) throws IOException {
        try {
            return part.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        }
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Answer(int status, String body) {}
}

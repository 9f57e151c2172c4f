package dev.headroom.usage;

import dev.headroom.metrics.StoreFailure;
import dev.headroom.usage.Harvest.Crop;
import dev.headroom.usage.Slots.Range;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Reads the past piece by piece, the next one while the last is being stored. What is begun and not taken is dropped. */
final class ReadAhead implements AutoCloseable {

    private final Harvest harvest;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private @Nullable Range begun;
    private @Nullable Future<Piece> ahead;

    /**
     * @param took from the first question to the last answer
     */
    record Piece(Crop crop, Duration took) {}

    ReadAhead(Harvest harvest) {
        this.harvest = harvest;
    }

    /** Begins to read a range, in place of any that was begun and not taken. */
    void begin(Range range) {
        if (ahead != null) {
            ahead.cancel(true);
        }
        begun = range;
        ahead = threads.submit(() -> {
            long asked = System.nanoTime();
            Crop crop = harvest.read(range);
            return new Piece(crop, Duration.ofNanos(System.nanoTime() - asked));
        });
    }

    /** Returns whether a range that ends with this slot was begun and not taken. */
    boolean hasBegun(long end) {
        return ahead != null && begun != null && begun.to() == end;
    }

    /**
     * Returns what a range holds: the one that was begun, where that ends as the wanted one does, else the wanted one.
     *
     * @throws StoreFailure if any part of the answer is not whole
     */
    Piece take(Range wanted) {
        if (!hasBegun(wanted.to())) {
            begin(wanted);
        }
        Future<Piece> reading = Objects.requireNonNull(ahead);
        ahead = null;
        try {
            return reading.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
    }
}

package dev.headroom.web;

import dev.headroom.assessment.Status;
import dev.headroom.units.Figures;
import dev.headroom.units.RoughDate;
import dev.headroom.usage.CollectionStatus;
import dev.headroom.usage.CollectionStatus.Backfill;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How collecting stands, in words. */
record CollectionView(CollectionStatus collection, Frame frame) {

    private static final int SCALE = 1000;
    private static final int MOST_NAMED = 3;

    public StatusView store() {
        if (collection.lastSuccessfulPoll() == null && collection.lastError() == null) {
            return StatusView.of(Status.UNKNOWN, "Not asked yet");
        }
        return collection.reachable()
                ? StatusView.of(Status.OK, "Reachable")
                : StatusView.of(Status.LATE, "Not reachable");
    }

    public String product() {
        return VisibleText.name(
                collection.version() == null
                        ? collection.product()
                        : collection.product() + " " + collection.version());
    }

    public String lastPoll() {
        return collection.lastSuccessfulPoll() == null ? "never" : frame.moment(collection.lastSuccessfulPoll());
    }

    public String lag() {
        var lag = collection.lagSeconds();
        if (lag == null) {
            return "unknown";
        }
        var age = Duration.ofSeconds(lag);
        if (age.toDays() > 1) {
            return "%,d days".formatted(age.toDays());
        }
        return age.toMinutes() > 90 ? age.toHours() + " hours" : age.toMinutes() + " minutes";
    }

    public String span() {
        return collection.oldestDay() == null
                ? "nothing yet"
                : day(collection.oldestDay()) + " to " + day(collection.newestDay());
    }

    /** Returns what is not final yet, and what follows from that; null where all is. */
    public @Nullable String open() {
        return collection.openFrom() == null
                ? null
                : "Since " + frame.moment(collection.openFrom())
                        + " less than 95 % of the expected nodes have answered. Those hours are read again until they"
                        + " have, or have been silent for 24 hours; until then no forecast is made from"
                        + " them." + waiting();
    }

    private String waiting() {
        var awaited = collection.silent().stream()
                .filter(node -> node.awaitedUntil() != null)
                .map(node -> VisibleText.name(node.name()) + " until " + frame.moment(node.awaitedUntil()))
                .toList();
        return awaited.isEmpty() ? "" : " Waiting for " + listed(awaited) + ".";
    }

    /** Returns which nodes are silent, and since when; null where all report. */
    public @Nullable String silent() {
        var silent = collection.silent().stream()
                .map(node -> VisibleText.name(node.name()) + ", last seen " + frame.moment(node.lastSeen()))
                .toList();
        return silent.isEmpty() ? null : listed(silent);
    }

    private static String listed(List<String> words) {
        return String.join("; ", words.subList(0, Math.min(MOST_NAMED, words.size())))
                + (words.size() > MOST_NAMED ? "; and %,d more".formatted(words.size() - MOST_NAMED) : "");
    }

    public int nodes() {
        return collection.nodes();
    }

    public boolean isBackfilling() {
        return collection.backfill().state() == Backfill.State.RUNNING;
    }

    public StatusView backfill() {
        return switch (collection.backfill().state()) {
            case RUNNING -> StatusView.of(Status.PLAN, "Running, " + progress());
            case COMPLETE -> StatusView.of(Status.OK, "Complete");
            case FAILED -> StatusView.of(Status.LATE, "Failed at " + progress());
            case STOPPED -> StatusView.of(Status.UNKNOWN, "Stopped at " + progress());
        };
    }

    public String progress() {
        return Figures.percent(collection.backfill().progress());
    }

    public int progressBar() {
        return (int) Math.round(Math.clamp(collection.backfill().progress(), 0, 1) * SCALE);
    }

    public @Nullable String remaining() {
        var remaining = collection.backfill().remaining();
        if (remaining == null || remaining.isZero()) {
            return null;
        }
        long minutes = Math.max(1, Math.ceilDiv(remaining.toSeconds(), 60));
        return minutes == 1 ? "less than a minute left" : minutes + " minutes left";
    }

    /** Returns how much of the history has been read, and how long the rest takes. */
    public String read() {
        if (collection.backfill().state() == Backfill.State.COMPLETE) {
            return "All that the store has is read.";
        }
        String remaining = remaining();
        return progress() + " read" + (remaining == null ? "" : ", " + remaining);
    }

    /** Returns what the back-fill waits for; null where it does not. */
    public @Nullable String waitingFor() {
        return collection.backfill().waitingFor();
    }

    public boolean canStop() {
        var state = collection.backfill().state();
        return state == Backfill.State.RUNNING || state == Backfill.State.FAILED;
    }

    public boolean canResume() {
        return collection.backfill().state() == Backfill.State.STOPPED;
    }

    /** Returns how much of the store's time was taken, and how much may be. */
    public String load() {
        var load = collection.load();
        return "%s of %s within the last hour, at most %d queries at once"
                .formatted(minutes(load.spent()), minutes(load.budget()), load.queriesAtOnce());
    }

    private static String minutes(Duration duration) {
        return duration.toMinutes() < 1 ? duration.toSeconds() + " s" : duration.toMinutes() + " min";
    }

    public @Nullable String error() {
        return collection.lastError() == null ? null : VisibleText.sentence(collection.lastError());
    }

    private static String day(@Nullable LocalDate day) {
        return day == null ? "unknown" : RoughDate.exact(day);
    }
}

package dev.headroom.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Checks the audit chain against itself, against the signatures' keys and against the seals, and names the first row that is wrong. */
public final class AuditVerification {

    static final RowMapper<AuditEntry> ROWS = (row, number) -> new AuditEntry(
            row.getLong("sequence"),
            row.getObject("at", OffsetDateTime.class).toInstant(),
            row.getString("actor"),
            row.getString("actor_name"),
            row.getString("action"),
            row.getString("subject"),
            row.getString("details"),
            row.getString("previous_sha256"),
            row.getString("sha256"),
            row.getString("signing_key"),
            row.getString("signature"));

    private final AuditKeys keys;
    private final Path directory;
    private final Deque<AuditSeal> seals;

    /**
     * What came of it.
     *
     * @param rows    how many rows hold, from the first one on
     * @param seals   how many seals they agree with
     * @param badRow  the first row that is wrong; null where all hold
     * @param reason  what is wrong with it
     * @param caution what could not be checked
     */
    public record Result(
            long rows,
            int seals,
            @Nullable Long badRow,
            @Nullable String reason,
            @Nullable String caution) {

        public boolean holds() {
            return badRow == null;
        }

        public String sentence() {
            return badRow == null
                    ? "The audit chain holds: %,d rows, %d seals.".formatted(rows, seals)
                    : "Row %d of the audit chain is wrong: %s".formatted(badRow, reason);
        }
    }

    private AuditVerification(AuditKeys keys, Path directory, Deque<AuditSeal> seals) {
        this.keys = keys;
        this.directory = directory;
        this.seals = seals;
    }

    /**
     * Prepares to check with the keys and seals of a directory.
     *
     * @throws UncheckedIOException if a file there can't be read
     */
    public static AuditVerification in(Path directory) {
        try {
            return new AuditVerification(
                    AuditKeys.trusted(directory), directory, new ArrayDeque<>(AuditSeal.read(directory)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads the chain from its first row to its end; within a transaction, it sees one moment of it. */
    public Result verify(JdbcClient jdbc) {
        var head = jdbc.sql("select sequence, sha256 from audit_head")
                .query((row, number) -> Map.entry(row.getLong("sequence"), row.getString("sha256")))
                .optional();
        try (var rows =
                jdbc.sql("select * from audit_entry order by sequence").withFetchSize(1000).query(ROWS).stream()) {
            return verify(rows.iterator(), head.orElse(null));
        }
    }

    private Result verify(Iterator<AuditEntry> rows, Map.@Nullable Entry<Long, String> head) {
        int agreed = 0;
        long good = 0;
        var before = AuditEntry.BEFORE_THE_FIRST;
        while (rows.hasNext()) {
            var row = rows.next();
            var wrong = head != null && row.sequence() > head.getKey() && good == head.getKey()
                    ? "it was added behind the chain's end, which is row " + head.getKey() + "."
                    : wrong(row, good + 1, before);
            if (wrong != null) {
                return result(good, agreed, Math.min(row.sequence(), good + 1), wrong);
            }
            for (var seal = seals.peek(); seal != null && seal.sequence() <= row.sequence(); seal = seals.peek()) {
                if (!isGenuine(seal)) {
                    return result(good, agreed, seal.sequence(), "its seal of " + seal.at() + " is not genuine.");
                }
                if (!seal.sha256().equals(row.sha256())) {
                    return result(
                            good,
                            agreed,
                            row.sequence(),
                            "it is not the row that was sealed at " + seal.at() + ": the chain was written anew.");
                }
                agreed++;
                seals.remove();
            }
            good = row.sequence();
            before = row.sha256();
        }
        var gone = goneAfter(good, head);
        return gone == null ? result(good, agreed, null, null) : result(good, agreed, good + 1, gone);
    }

    private @Nullable String wrong(AuditEntry row, long expected, String before) {
        if (row.sequence() != expected) {
            return "it is gone; the next one there is row " + row.sequence() + ".";
        }
        if (!row.sha256().equals(row.expectedSha256())) {
            return "its content does not match its hash: it was changed after it was written.";
        }
        if (!keys.isEmpty() && !keys.verify(row.signingKey(), row.sha256(), row.signature())) {
            return keys.knows(row.signingKey())
                    ? "its signature is not genuine: Headroom has not written it."
                    : "it is signed with the key '" + row.signingKey() + "', which is not among those in "
                            + directory.resolve("keys") + ".";
        }
        if (!row.previousSha256().equals(before)) {
            return "it does not follow on the row before it: that one was exchanged, or this one inserted.";
        }
        return null;
    }

    private @Nullable String goneAfter(long last, Map.@Nullable Entry<Long, String> head) {
        var seal = seals.peekLast();
        if (seal != null && isGenuine(seal)) {
            return "it is gone; the chain is sealed up to row " + seal.sequence() + " (" + seal.at() + ").";
        }
        if (head == null) {
            return "the chain's end is not noted any more.";
        }
        return head.getKey() > last ? "it is gone; the chain once ended with row " + head.getKey() + "." : null;
    }

    private boolean isGenuine(AuditSeal seal) {
        return keys.isEmpty() || keys.verify(seal.signingKey(), seal.statement(), seal.signature());
    }

    private Result result(long rows, int agreed, @Nullable Long badRow, @Nullable String reason) {
        var caution = keys.isEmpty() && rows > 0
                ? "Signatures were not checked: there is no key in " + directory.resolve("keys") + "."
                : null;
        return new Result(rows, agreed, badRow, reason, caution);
    }
}

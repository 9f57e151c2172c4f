package dev.headroom.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A signed statement, kept outside the database, that the chain had a row with that hash. One file a day holds the newest of the day, so that a
 * chain which was cut off at its end, or written anew, is found out.
 *
 * @param at when the row was written
 */
public record AuditSeal(long sequence, String sha256, Instant at, String signingKey, String signature) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static AuditSeal of(AuditEntry entry, AuditKeys.SigningKey key) {
        var unsigned = new AuditSeal(entry.sequence(), entry.sha256(), entry.at(), key.id(), "");
        return new AuditSeal(entry.sequence(), entry.sha256(), entry.at(), key.id(), key.sign(unsigned.statement()));
    }

    /** Returns what is signed. */
    String statement() {
        return "headroom-audit-seal-1\n" + sequence + "\n" + sha256 + "\n" + at;
    }

    void write(Path directory) throws IOException {
        var folder = Files.createDirectories(directory.resolve("seals"));
        var draft = Files.createTempFile(folder, "seal", ".new");
        Files.writeString(draft, JSON.writeValueAsString(this) + "\n");
        Files.move(
                draft,
                folder.resolve(at.atZone(ZoneOffset.UTC).toLocalDate() + ".json"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /** Returns the seals of a directory, the oldest row first. */
    static List<AuditSeal> read(Path directory) throws IOException {
        var folder = directory.resolve("seals");
        var seals = new ArrayList<AuditSeal>();
        if (Files.isDirectory(folder)) {
            try (var files = Files.newDirectoryStream(folder, "*.json")) {
                for (var file : files) {
                    try {
                        seals.add(JSON.readValue(Files.readString(file), AuditSeal.class));
                    } catch (JacksonException e) {
                        throw new IOException(file + " holds no seal", e);
                    }
                }
            }
        }
        seals.sort(Comparator.comparingLong(AuditSeal::sequence));
        return seals;
    }
}

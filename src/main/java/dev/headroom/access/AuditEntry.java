package dev.headroom.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/**
 * One step that somebody took: a row of the audit chain.
 *
 * @param sequence       from 1, without a gap
 * @param at             to the microsecond
 * @param actor          {@code user:<id>}, {@code token:<id>} or {@code system}
 * @param actorName      e-mail of the user or name of the token, as it was then
 * @param action         what was done, such as {@code user.added}
 * @param subject        to what, such as {@code user:anna@example.com}
 * @param details        a JSON object
 * @param previousSha256 the hash of the row before, zeros in the first row
 * @param sha256         the hash of this row
 * @param signingKey     names the key of {@code signature}
 * @param signature      Ed25519 over {@code sha256}, in Base64
 */
public record AuditEntry(
        long sequence,
        Instant at,
        String actor,
        String actorName,
        String action,
        String subject,
        String details,
        String previousSha256,
        String sha256,
        String signingKey,
        String signature) {

    static final String BEFORE_THE_FIRST = "0".repeat(64);

    private static final String FORM = "headroom-audit-1";

    /**
     * Returns SHA-256, in hexadecimal, over the form's name and then every field of the row and the hash before it, each as UTF-8 with
     * its length and a colon in front, so that no two rows have the same bytes.
     */
    String expectedSha256() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var field : List.of(
                    FORM,
                    Long.toString(sequence),
                    at.toString(),
                    actor,
                    actorName,
                    action,
                    subject,
                    details,
                    previousSha256)) {
                var bytes = field.getBytes(StandardCharsets.UTF_8);
                digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    AuditEntry hashed() {
        return new AuditEntry(
                sequence,
                at,
                actor,
                actorName,
                action,
                subject,
                details,
                previousSha256,
                expectedSha256(),
                signingKey,
                signature);
    }

    AuditEntry signed(String key, String by) {
        return new AuditEntry(
                sequence, at, actor, actorName, action, subject, details, previousSha256, sha256, key, by);
    }
}

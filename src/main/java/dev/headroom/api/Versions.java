package dev.headroom.api;

import java.net.URI;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** Versions of what can be changed, as {@code ETag} and {@code If-Match} carry them. */
final class Versions {

    private Versions() {}

    static String etag(int version) {
        return "\"v" + version + "\"";
    }

    /** Answers with what a caller may change, under its version. */
    static <T> ResponseEntity<T> answer(int version, T body) {
        return ResponseEntity.ok().eTag(etag(version)).body(body);
    }

    /** Answers with what has just been made, under its version. */
    static <T> ResponseEntity<T> created(String path, int version, T body) {
        return ResponseEntity.created(URI.create(path)).eTag(etag(version)).body(body);
    }

    /**
     * Checks that a change is meant for the version at hand; {@code *} and no header are meant for any.
     *
     * @throws ApiProblem 412 if it is meant for another one
     */
    static void check(@Nullable String ifMatch, int version) {
        if (ifMatch == null) {
            return;
        }
        var wanted = Arrays.stream(ifMatch.split(","))
                .map(String::strip)
                .map(Etags::opaque)
                .toList();
        if (!wanted.contains("*") && !wanted.contains(etag(version))) {
            throw ApiProblem.of(
                    HttpStatus.PRECONDITION_FAILED,
                    "changed-meanwhile",
                    "Changed meanwhile",
                    "If-Match is " + ifMatch + ", but the version now is " + etag(version) + ": read it again.");
        }
    }

    /**
     * Checks the same where a change could overwrite somebody else's.
     *
     * @throws ApiProblem 428 without the header, 412 if it is meant for another version
     */
    static void require(@Nullable String ifMatch, int version) {
        if (ifMatch == null) {
            throw ApiProblem.of(
                    HttpStatus.PRECONDITION_REQUIRED,
                    "if-match-required",
                    "If-Match required",
                    "Send the ETag of what you have read as If-Match, so that nobody else's change is overwritten.");
        }
        check(ifMatch, version);
    }
}

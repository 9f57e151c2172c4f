package dev.headroom.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.testing.RunningServer;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What holds for every write: once for each idempotency key, and never over somebody else's change. */
class WritesTest extends RunningServer {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String TOKENS = "/api/v1/tokens";
    private static final String USERS = "/api/v1/users";

    @Test
    void theSameKeyGetsTheSameAnswerAndOneEffect() {
        var key = UUID.randomUUID().toString();

        var first = post(TOKENS, key, token("once " + key));
        var second = post(TOKENS, key, token("once " + key));

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers().firstValue("Location"))
                .isEqualTo(first.headers().firstValue("Location"));
        assertThat(second.headers().firstValue("Idempotency-Replayed")).hasValue("true");
        assertThat(tokensNamed("once " + key)).isEqualTo(1);
    }

    @Test
    void theSameKeyWithAnotherBodyIsRefused() {
        var key = UUID.randomUUID().toString();
        post(TOKENS, key, token("one " + key));

        var other = post(TOKENS, key, token("other " + key));

        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(json(other).at("/errors/0/field").asString()).isEqualTo("Idempotency-Key");
        assertThat(tokensNamed("other " + key)).isZero();
    }

    @Test
    void manyAtOnceHaveOneEffect() {
        var key = UUID.randomUUID().toString();

        try (var pool = Executors.newFixedThreadPool(50)) {
            var answers = IntStream.range(0, 50)
                    .mapToObj(i -> pool.submit(() -> post(TOKENS, key, token("race " + key))))
                    .toList()
                    .stream()
                    .map(future -> {
                        try {
                            return future.get();
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    })
                    .toList();

            assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(201);
            assertThat(answers)
                    .extracting(HttpResponse::body)
                    .containsOnly(answers.getFirst().body());
        }
        assertThat(tokensNamed("race " + key)).isEqualTo(1);
    }

    @Test
    void whatWasRefusedMayComeAgainWithTheSameKey() {
        var key = UUID.randomUUID().toString();

        var refused = post(TOKENS, key, "{\"name\":\"\",\"scopes\":[\"read\"]}");
        var mended = post(TOKENS, key, token("mended " + key));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(mended.statusCode()).isEqualTo(201);
    }

    @Test
    void aWriteWhoseTransactionFailsLeavesNothingAndMayComeAgain() {
        var key = UUID.randomUUID().toString();
        jdbc.sql("alter table audit_entry add constraint refuse_all check (false) not valid")
                .update();

        HttpResponse<String> failed;
        try {
            failed = post(TOKENS, key, token("undone " + key));
        } finally {
            jdbc.sql("alter table audit_entry drop constraint refuse_all").update();
        }
        assertThat(failed.statusCode()).isEqualTo(503);
        assertThat(failed.body()).doesNotContain("hr_");
        assertThat(tokensNamed("undone " + key)).isZero();

        assertThat(post(TOKENS, key, token("undone " + key)).statusCode()).isEqualTo(201);
    }

    @Test
    void aKeyIsForgottenAfterADay() {
        var key = UUID.randomUUID().toString();
        post(TOKENS, key, token("old " + key));
        jdbc.sql("update idempotent_write set begun_at = begun_at - interval '24 hours 1 minute'")
                .update();

        var later = post(TOKENS, key, token("old " + key));

        assertThat(later.headers().firstValue("Idempotency-Replayed")).isEmpty();
        assertThat(tokensNamed("old " + key)).isEqualTo(2);
    }

    @Test
    void keysOfTwoCallersAreNotTheSame() {
        var key = UUID.randomUUID().toString();
        var other = json(post(TOKENS, null, "{\"name\":\"b\",\"scopes\":[\"admin\"]}"))
                .at("/token")
                .asString();
        post(TOKENS, key, token("two " + key));

        write("POST", TOKENS, other, key, null, token("two " + key));

        assertThat(tokensNamed("two " + key)).isEqualTo(2);
    }

    @Test
    void noSecretOfAnAnswerCanBeReadInTheDatabase() {
        var key = UUID.randomUUID().toString();
        var secret =
                json(post(TOKENS, key, token("secret " + key))).at("/token").asString();

        var kept = jdbc.sql("select encode(answer, 'escape') || encode(answer, 'hex') from idempotent_write")
                .query(String.class)
                .list();

        assertThat(kept).isNotEmpty().noneMatch(row -> row.contains(secret)).noneMatch(row -> row.contains("secret"));
    }

    @Test
    void aKeyThatIsTooLongIsNamed() {
        var answer = post(TOKENS, "k".repeat(256), token("long"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).at("/errors/0/field").asString()).isEqualTo("Idempotency-Key");
    }

    @Test
    void aChangeOfAnOldVersionIsRefused() {
        var made = post(USERS, null, user("versioned@example.com"));
        var path = made.headers().firstValue("Location").orElseThrow();
        var etag = made.headers().firstValue("ETag").orElseThrow();

        var changed = write("PATCH", path, BOOTSTRAP_TOKEN, null, etag, "{\"role\":\"finance\"}");
        var outdated = write("PATCH", path, BOOTSTRAP_TOKEN, null, etag, "{\"role\":\"planner\"}");

        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.headers().firstValue("ETag"))
                .isPresent()
                .isNotEqualTo(made.headers().firstValue("ETag"));
        assertThat(outdated.statusCode()).isEqualTo(412);
        assertThat(json(get(path)).at("/role").asString()).isEqualTo("finance");
    }

    @Test
    void anEndedUserIsShownAsEnded() {
        var path = post(USERS, null, user("leaver2@example.com"))
                .headers()
                .firstValue("Location")
                .orElseThrow();

        var ended = write("PATCH", path, BOOTSTRAP_TOKEN, null, null, "{\"ended\":true}");

        assertThat(json(ended).at("/ended").asBoolean()).isTrue();
        assertThat(json(get("/api/v1/audit?subject=user:leaver2@example.com"))
                        .at("/items")
                        .valueStream()
                        .map(row -> row.at("/action").asString()))
                .containsExactly("user.ended", "user.added");
    }

    private long tokensNamed(String name) {
        return jdbc.sql("select count(*) from api_token where name = ?")
                .param(name)
                .query(Long.class)
                .single();
    }

    private static String token(String name) {
        return "{\"name\":\"%s\",\"scopes\":[\"read\"]}".formatted(name);
    }

    private static String user(String email) {
        return "{\"email\":\"%s\",\"password\":\"a sentence is fine\",\"role\":\"viewer\"}".formatted(email);
    }

    private HttpResponse<String> post(String path, String key, String body) {
        return write("POST", path, BOOTSTRAP_TOKEN, key, null, body);
    }

    private HttpResponse<String> write(
            String method, String path, String token, String key, String ifMatch, String body) {
        var request = request(path)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        return send(newBrowser(), request);
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }
}

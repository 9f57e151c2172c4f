package dev.headroom.api;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The answers to writes that came with an idempotency key. */
@Component
class StoredAnswers {

    static final Duration KEPT = Duration.ofHours(24);

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final JdbcClient jdbc;
    private final Clock clock;

    StoredAnswers(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Which write is meant.
     *
     * @param secret what the caller proves itself with; it is not kept, and without it the answer can't be read
     */
    record Write(String caller, String key, byte[] request, String secret) {}

    /** An answer as it was given. */
    record Answer(int status, Map<String, String> headers, byte[] body) {}

    /** What is known of a write: its request, and its answer once there is one. */
    record Known(byte[] request, @Nullable Answer answer) {}

    /**
     * Notes that a write begins, unless it is known already. Another transaction that does the same waits until this one has ended.
     *
     * @return whether it was not known
     */
    boolean begin(Write write) {
        var now = OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
        jdbc.sql("delete from idempotent_write where begun_at < ?")
                .param(now.minus(KEPT))
                .update();
        return jdbc.sql("insert into idempotent_write (caller, key_sha256, request_sha256, begun_at)"
                                + " values (?, ?, ?, ?) on conflict do nothing")
                        .params(write.caller(), sha256(write.key()), write.request(), now)
                        .update()
                == 1;
    }

    Known known(Write write) {
        return jdbc.sql("select request_sha256, answer from idempotent_write where caller = ? and key_sha256 = ?")
                .params(write.caller(), sha256(write.key()))
                .query((row, number) -> {
                    var answer = row.getBytes(2);
                    return new Known(row.getBytes(1), answer == null ? null : decrypted(write, answer));
                })
                .single();
    }

    void finish(Write write, Answer answer) {
        jdbc.sql("update idempotent_write set answer = ? where caller = ? and key_sha256 = ?")
                .params(encrypted(write, answer), write.caller(), sha256(write.key()))
                .update();
    }

    /** Forgets a write that had no effect. */
    void forget(Write write) {
        jdbc.sql("delete from idempotent_write where caller = ? and key_sha256 = ?")
                .params(write.caller(), sha256(write.key()))
                .update();
    }

    static byte[] sha256(String text) {
        return sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] encrypted(Write write, Answer answer) {
        try {
            var nonce = new byte[NONCE_BYTES];
            RANDOM.nextBytes(nonce);
            var cipher = Cipher.getInstance(CIPHER);
            cipher.init(Cipher.ENCRYPT_MODE, key(write), new GCMParameterSpec(TAG_BITS, nonce));
            var text = cipher.doFinal(JSON.writeValueAsBytes(answer));
            var whole = Arrays.copyOf(nonce, nonce.length + text.length);
            System.arraycopy(text, 0, whole, nonce.length, text.length);
            return whole;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Answer decrypted(Write write, byte[] whole) {
        try {
            var cipher = Cipher.getInstance(CIPHER);
            cipher.init(Cipher.DECRYPT_MODE, key(write), new GCMParameterSpec(TAG_BITS, whole, 0, NONCE_BYTES));
            var text = cipher.doFinal(whole, NONCE_BYTES, whole.length - NONCE_BYTES);
            return JSON.readValue(text, Answer.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SecretKeySpec key(Write write) {
        return new SecretKeySpec(sha256("headroom-answer\n" + write.key() + "\n" + write.secret()), "AES");
    }
}

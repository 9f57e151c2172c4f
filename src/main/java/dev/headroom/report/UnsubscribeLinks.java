package dev.headroom.report;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The signed links by which a reader ends the mails without a log-in (RFC 8058): the recipient, and that it is the recipient who asks. */
@Component
class UnsubscribeLinks {

    static final String PATH = "/unsubscribe/";

    private static final String ALGORITHM = "HmacSHA256";
    private static final int ID = 16;
    private static final int SIGNATURE = 24;

    private final Recipients recipients;
    private final ReportProperties properties;

    UnsubscribeLinks(Recipients recipients, ReportProperties properties) {
        this.recipients = recipients;
        this.properties = properties;
    }

    /** Returns the link for a recipient; {@code null} where the dashboard's address isn't known. */
    @Nullable
    String link(UUID recipient) {
        return token(recipient).map(token -> properties.link(PATH + token)).orElse(null);
    }

    /** Returns the signed part of the link; empty if there is no such recipient. */
    Optional<String> token(UUID recipient) {
        return recipients.secret(recipient).map(secret -> token(recipient, secret));
    }

    /** Returns whom a token was made for; empty if it isn't ours, or void by now. */
    Optional<Recipient> recipient(String token) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (bytes.length != ID + SIGNATURE) {
            return Optional.empty();
        }
        var buffer = ByteBuffer.wrap(bytes);
        var id = new UUID(buffer.getLong(), buffer.getLong());
        return recipients
                .secret(id)
                .filter(secret ->
                        MessageDigest.isEqual(signature(id, secret), Arrays.copyOfRange(bytes, ID, bytes.length)))
                .flatMap(secret -> recipients.find(id));
    }

    private static String token(UUID id, byte[] secret) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(ByteBuffer.allocate(ID + SIGNATURE)
                        .put(bytes(id))
                        .put(signature(id, secret))
                        .array());
    }

    private static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(ID)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    private static byte[] signature(UUID id, byte[] secret) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            mac.update("weekly report".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            return Arrays.copyOf(mac.doFinal(bytes(id)), SIGNATURE);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}

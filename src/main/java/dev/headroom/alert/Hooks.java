package dev.headroom.alert;

import dev.headroom.alert.Notice.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Posts to the hooks that the settings name: never where an answer redirects to, and never to a link-local address, where clouds keep their secrets. */
final class Hooks implements AutoCloseable {

    static final String SIGNATURE = "X-Headroom-Signature";

    private static final String ALGORITHM = "HmacSHA256";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int TOO_MANY = 429;
    private static final int TIMED_OUT = 408;

    private final HttpClient client = HttpClient.newBuilder()
            .followRedirects(Redirect.NEVER)
            .connectTimeout(PATIENCE)
            .build();

    /** @param secret signs the moment and the body; {@code null} for none */
    Outcome post(URI hook, String json, @Nullable String secret, Instant now) {
        try {
            for (var address : InetAddress.getAllByName(hook.getHost())) {
                if (address.isLinkLocalAddress() || address.isAnyLocalAddress() || address.isMulticastAddress()) {
                    return new Outcome.Refused(
                            hook.getHost() + " is at " + address.getHostAddress() + ", where no hook may be.");
                }
            }
            var request = HttpRequest.newBuilder(hook)
                    .timeout(PATIENCE)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(json));
            if (secret != null) {
                request.header(SIGNATURE, signature(secret, now.getEpochSecond(), json));
            }
            return outcome(
                    client.send(request.build(), BodyHandlers.discarding()).statusCode());
        } catch (UnknownHostException e) {
            return new Outcome.Later("The host " + hook.getHost() + " is not known.");
        } catch (IOException e) {
            var message = e.getMessage();
            return new Outcome.Later("The hook did not answer: "
                    + (message == null ? e.getClass().getSimpleName() : message));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Later("Headroom was stopped.");
        }
    }

    private static Outcome outcome(int status) {
        if (status >= 200 && status < 300) {
            return new Outcome.Told();
        }
        if (status >= 500 || status == TOO_MANY || status == TIMED_OUT) {
            return new Outcome.Later("The hook answered " + status + ".");
        }
        return new Outcome.Refused("The hook answered " + status
                + (status >= 300 && status < 400 ? ", and redirects are not followed." : "."));
    }

    /** Returns {@code t=<seconds>,v1=<hex of HMAC-SHA256 over "seconds.body">}. */
    static String signature(String secret, long seconds, String body) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            var hash = mac.doFinal((seconds + "." + body).getBytes(StandardCharsets.UTF_8));
            return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}

package dev.headroom.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.headroom.metrics.Series.Moments;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster's store behind TLS with a certificate of the company's own authority. */
class StoreAccessTest {

    private static final String PASSWORD = "changeit";
    private static final Moments ONE = new Moments(Instant.parse("2026-03-01T00:00:00Z"), 300, 1);

    @TempDir
    private Path folder;

    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private HttpsServer server;

    @BeforeEach
    void listen() throws Exception {
        keytool(
                "-genkeypair",
                "-alias",
                "store",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-keystore",
                "store.p12",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD);
        keytool(
                "-exportcert",
                "-rfc",
                "-alias",
                "store",
                "-file",
                "authority.pem",
                "-keystore",
                "store.p12",
                "-storepass",
                PASSWORD);
        var keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(folder.resolve("store.p12"))) {
            keys.load(in, PASSWORD.toCharArray());
        }
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    @Test
    void trustsThePrivateAuthorityThatIsSetAndAsksTheTenantOfTheAddress() {
        var series = store(folder.resolve("authority.pem")).range("up", ONE);

        assertThat(series).isEmpty();
        assertThat(asked).containsExactly("POST /select/7:3/prometheus/api/v1/query_range Bearer s3cret");
    }

    @Test
    void trustsNoAuthorityThatIsNotSet() {
        assertThatThrownBy(() -> store(null).range("up", ONE))
                .isInstanceOf(StoreFailure.Unreachable.class)
                .hasMessageContaining("PKIX");
        assertThat(asked).isEmpty();
    }

    private MetricStore store(@Nullable Path authority) {
        var url = URI.create("https://localhost:" + server.getAddress().getPort() + "/select/7:3/prometheus");
        return new MetricStore(new MetricsSettings(
                url, null, null, "s3cret", authority, Map.of(), Duration.ofSeconds(30), 2, Duration.ofHours(1)));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] body = "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[]}}"
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private void keytool(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertThat(process.waitFor()).as("keytool %s", arguments[0]).isZero();
    }
}

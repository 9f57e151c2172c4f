package dev.headroom.metrics;

import dev.headroom.units.InvalidSetting;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

/** Sets up the connection to the metric store. */
@Configuration(proxyBeanMethods = false)
class HttpClients {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    @Bean
    MetricsSettings metricsSettings(ConfigurableEnvironment environment) {
        return MetricsSettings.from(environment);
    }

    static HttpClient create(MetricsSettings settings) {
        var client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT_TIMEOUT);
        Path caFile = settings.caFile();
        if (caFile != null) {
            client.sslContext(trusting(caFile));
        }
        return client.build();
    }

    /** Begins a request that says who asks. */
    static HttpRequest.Builder request(MetricsSettings settings, URI address) {
        var request = HttpRequest.newBuilder(address).timeout(settings.timeout());
        request.header("Accept", "application/json, text/plain;q=0.5");
        settings.headers().forEach(request::setHeader);
        if (settings.bearerToken() != null) {
            request.setHeader("Authorization", "Bearer " + settings.bearerToken());
        } else if (settings.username() != null) {
            String pair = settings.username() + ":" + (settings.password() == null ? "" : settings.password());
            request.setHeader(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
        }
        return request;
    }

    private static SSLContext trusting(Path caFile) {
        try (InputStream in = Files.newInputStream(caFile)) {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int count = 0;
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("ca-" + count++, certificate);
            }
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new InvalidSetting(
                    "HEADROOM_METRICS_CA_FILE", caFile.toString(), "a readable file of PEM certificates");
        }
    }
}

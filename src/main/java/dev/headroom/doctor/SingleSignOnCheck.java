package dev.headroom.doctor;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.TreeSet;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;

/** Asks each identity provider for its discovery document. */
final class SingleSignOnCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String DISCOVERY = "/.well-known/openid-configuration";

    private final Patient patient;
    private final Findings findings;

    SingleSignOnCheck(Patient patient, Findings findings) {
        this.patient = patient;
        this.findings = findings;
    }

    void examine() {
        var issuers = new TreeSet<String>();
        Binder.get(patient.environment())
                .bind("spring.security.oauth2.client.provider", Bindable.mapOf(String.class, Object.class))
                .orElse(Map.of())
                .values()
                .forEach(provider -> {
                    if (provider instanceof Map<?, ?> named && named.get("issuer-uri") instanceof String issuer) {
                        issuers.add(issuer);
                    }
                });
        if (issuers.isEmpty()) {
            findings.skipped(Check.SINGLE_SIGN_ON, "No identity provider is set up.");
            return;
        }
        try (var http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            for (var issuer : issuers) {
                var address = issuer.replaceAll("/+$", "") + DISCOVERY;
                var response = http.send(
                        HttpRequest.newBuilder(URI.create(address))
                                .timeout(PATIENCE)
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                if (response.statusCode() != 200 || !response.body().contains("\"authorization_endpoint\"")) {
                    trouble(address, "answered " + response.statusCode() + " without a discovery document");
                    return;
                }
            }
            findings.passed(Check.SINGLE_SIGN_ON, String.join(", ", issuers) + " answers.");
        } catch (IOException | IllegalArgumentException e) {
            trouble(issuers.first() + DISCOVERY, "does not answer: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void trouble(String address, String what) {
        findings.trouble(Check.SINGLE_SIGN_ON, address + " " + what + ".", "curl -s " + address);
    }
}

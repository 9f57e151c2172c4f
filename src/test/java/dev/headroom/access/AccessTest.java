package dev.headroom.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.testing.RunningServer;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

class AccessTest extends RunningServer {

    @Autowired
    private Tokens tokens;

    @Autowired
    private Users users;

    @Autowired
    private UserAccounts accounts;

    @Autowired
    private StoredTokens storedTokens;

    @ParameterizedTest
    @ValueSource(strings = {"/", "/plan", "/costs", "/nodes", "/no-such-page", "/administration/users"})
    void pagesSendStrangersToTheLogin(String path) {
        var answer = send(newBrowser(), request(path).header("Accept", "text/html"));

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).endsWith("/login"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/status", "/api/v1/openapi.json", "/api/v1/no-such-route", "/actuator/prometheus"})
    void programsWithoutATokenGetAProblem(String path) {
        var answer = send(newBrowser(), request(path));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(contentType(answer)).startsWith("application/problem+json");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"headroom\"");
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness"})
    void healthAnswersAnybodyWithoutDetails(String path) {
        var answer = send(newBrowser(), request(path));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"status\":\"UP\"").doesNotContain("components", "details");
    }

    @ParameterizedTest
    @ValueSource(strings = {"env", "heapdump", "configprops", "beans", "loggers", "threaddump", "mappings", ""})
    void nothingElseOfTheActuatorIsThere(String endpoint) {
        assertThat(get("/actuator/" + endpoint).statusCode()).isIn(403, 404);
    }

    @Test
    void metricsAnswerToAToken() {
        assertThat(get("/actuator/prometheus").statusCode()).isEqualTo(200);
    }

    @Test
    void aLogInOpensThePagesAndReadsTheApiButNeverWritesThere() {
        var browser = newBrowser();

        var answer = logIn(browser, "Admin@Example.com ", PASSWORD);

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).endsWith("/"));
        var cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).contains("HttpOnly", "SameSite=Lax");
        assertThat(send(browser, request("/no-such-page")).statusCode()).isEqualTo(404);
        assertThat(send(browser, request("/api/v1/openapi.json")).statusCode()).isEqualTo(200);
        var write = send(
                browser,
                request("/api/v1/tokens")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{}")));
        assertThat(write.statusCode()).isEqualTo(401);
    }

    @Test
    void aLogInChangesTheSessionId() {
        var browser = newBrowser();
        var before = send(browser, request("/login"));

        var after = post(
                browser,
                "/login",
                Map.of("username", "admin@example.com", "password", PASSWORD, "_csrf", csrf(before.body())));

        assertThat(sessionId(after)).isNotEqualTo(sessionId(before));
    }

    @Test
    void aFailedLogInSaysNothingAboutWhatWasWrong() {
        var unknown = logIn(newBrowser(), "nobody@example.com", PASSWORD);
        var wrong = logIn(newBrowser(), "admin@example.com", "wrong password");

        assertThat(unknown.statusCode()).isEqualTo(wrong.statusCode()).isEqualTo(302);
        assertThat(unknown.headers().firstValue("Location"))
                .isEqualTo(wrong.headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).endsWith("/login?error"));
    }

    @Test
    void formsWithoutTheCsrfTokenAreRefused() {
        var login = post(newBrowser(), "/login", Map.of("username", "admin@example.com", "password", PASSWORD));
        var browser = newBrowser();
        logIn(browser, "admin@example.com", PASSWORD);
        var logout = post(browser, "/logout", Map.of());

        assertThat(login.statusCode()).isEqualTo(403);
        assertThat(logout.statusCode()).isEqualTo(403);
        assertThat(send(browser, request("/api/v1/openapi.json")).statusCode()).isEqualTo(200);
    }

    @Test
    void disablingAUserEndsTheSession() {
        var user = users.add("leaver@example.com", PASSWORD, Role.VIEWER);
        var browser = newBrowser();
        logIn(browser, user.email(), PASSWORD);
        assertThat(send(browser, request("/api/v1/openapi.json")).statusCode()).isEqualTo(200);

        users.setDisabled(user.id(), true);

        assertThat(send(browser, request("/api/v1/openapi.json")).statusCode()).isEqualTo(401);
        assertThat(logIn(newBrowser(), user.email(), PASSWORD).headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).endsWith("/login?error"));
    }

    @Test
    void theLastAdministratorStays() {
        var admin = users.all().stream()
                .filter(user -> user.role() == Role.ADMINISTRATOR && !user.disabled())
                .toList();
        assertThat(admin).hasSize(1);

        assertThatThrownBy(() -> users.setDisabled(admin.getFirst().id(), true)).isInstanceOf(RefusedChange.class);
        assertThatThrownBy(() -> users.changeRole(admin.getFirst().id(), Role.VIEWER))
                .isInstanceOf(RefusedChange.class);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void onlyAdministratorsReachTheAdministration(Role role) {
        var browser = newBrowser();
        logIn(browser, role == Role.ADMINISTRATOR ? "admin@example.com" : userOf(role), PASSWORD);

        int status = send(browser, request("/administration/no-such-page")).statusCode();

        assertThat(status).isEqualTo(role == Role.ADMINISTRATOR ? 404 : 403);
    }

    @Test
    void aRevokedOrExpiredTokenOpensNothing() {
        var revoked = tokens.issue("to be revoked", Set.of(Scope.READ), null, "test");
        var expired = tokens.issue(
                "to expire", Set.of(Scope.READ), Clock.systemUTC().instant().plusSeconds(600), "test");
        assertThat(with(revoked.secret()).statusCode()).isEqualTo(200);
        assertThat(with(expired.secret()).statusCode()).isEqualTo(200);

        tokens.revoke(revoked.token().id(), "test");
        jdbc.sql(
                        "update api_token set created_at = now() - interval '2 hours', expires_at = now() - interval '1 hour' where id = ?")
                .param(expired.token().id())
                .update();

        assertThat(with(revoked.secret()).statusCode()).isEqualTo(401);
        assertThat(with(expired.secret()).statusCode()).isEqualTo(401);
    }

    @Test
    void secretsAreKeptAsHashesOnly() {
        var secret =
                tokens.issue("secret", EnumSet.allOf(Scope.class), null, "test").secret();

        var everything = jdbc.sql("select t::text from api_token t union all select u::text from user_account u")
                .query(String.class)
                .list();

        assertThat(everything)
                .isNotEmpty()
                .noneMatch(row -> row.contains(secret.substring(9)))
                .noneMatch(row -> row.contains(PASSWORD))
                .noneMatch(row -> row.contains(BOOTSTRAP_TOKEN));
        assertThat(accounts.findByEmail("admin@example.com").orElseThrow().passwordHash())
                .startsWith("{bcrypt}$2");
        assertThat(storedTokens.findBySha256(Secret.sha256(secret))).isPresent();
    }

    @Test
    void useIsNoted() {
        var issued = tokens.issue("used", Set.of(Scope.READ), null, "test");

        with(issued.secret());

        var used = tokens.find(issued.token().id()).orElseThrow().lastUsed();
        assertThat(used).isNotNull().isAfter(Instant.now().minusSeconds(60));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/login",
                "/",
                "/no-such-page",
                "/css/no-such-file.css",
                "/api/v1/status",
                "/api/v1/no-such-route",
                "/actuator/health",
                "/error",
                "/a;b=c",
                "//x"
            })
    void everyAnswerHasTheSecurityHeaders(String path) {
        for (var answer : java.util.List.of(get(path), send(newBrowser(), request(path)))) {
            var headers = answer.headers();
            assertThat(headers.allValues("Content-Security-Policy"))
                    .singleElement()
                    .asString()
                    .startsWith("default-src 'none'")
                    .contains("frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(headers.allValues("X-Content-Type-Options")).containsExactly("nosniff");
            assertThat(headers.allValues("Referrer-Policy")).containsExactly("no-referrer");
            assertThat(headers.allValues("Cross-Origin-Opener-Policy")).containsExactly("same-origin");
            assertThat(headers.firstValue("Permissions-Policy")).isPresent();
            assertThat(headers.allValues("Cache-Control")).containsExactly("no-store");
            assertThat(answer.body()).doesNotContain("\tat ", "Exception");
        }
    }

    private HttpResponse<String> with(String secret) {
        return send(newBrowser(), request("/api/v1/openapi.json").header("Authorization", "Bearer " + secret));
    }

    private static String contentType(HttpResponse<String> answer) {
        return answer.headers().firstValue("Content-Type").orElse("");
    }

    private static String sessionId(HttpResponse<String> answer) {
        return answer.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
    }
}

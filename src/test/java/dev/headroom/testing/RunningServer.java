package dev.headroom.testing;

import dev.headroom.HeadroomApplication;
import dev.headroom.access.Role;
import dev.headroom.access.Users;
import dev.headroom.assessment.Assessments;
import dev.headroom.inventory.Subject;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The whole application on a free port and a database of its own; all tests that extend this share it. */
@SpringBootTest(
        classes = HeadroomApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "headroom.admin.email=admin@example.com",
            "headroom.admin.password=" + RunningServer.PASSWORD,
            "headroom.alerts.enabled=false", // a test looks when it wants to
            "headroom.bootstrap-token=" + RunningServer.BOOTSTRAP_TOKEN
        })
public abstract class RunningServer {

    public static final String PASSWORD = "correct horse battery";
    public static final String BOOTSTRAP_TOKEN = "bootstrap-token-of-the-tests";

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");
    private static boolean filled;

    @LocalServerPort
    protected int port;

    @Autowired
    protected JdbcClient jdbc;

    @Autowired
    private Users users;

    @Autowired
    private Assessments assessments;

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        DATABASE.register(registry);
    }

    /** A browser without a script: it keeps cookies and does not follow redirects. */
    protected HttpClient newBrowser() {
        return HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    }

    protected HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }

    protected HttpResponse<String> send(HttpClient client, HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Gets a path of the API with the token that may do everything. */
    protected HttpResponse<String> get(String path) {
        return send(newBrowser(), request(path).header("Authorization", "Bearer " + BOOTSTRAP_TOKEN));
    }

    /** Submits the log-in form as a browser would. */
    protected HttpResponse<String> logIn(HttpClient browser, String email, String password) {
        var page = send(browser, request("/login"));
        return post(browser, "/login", Map.of("username", email, "password", password, "_csrf", csrf(page.body())));
    }

    protected HttpResponse<String> post(HttpClient browser, String path, Map<String, String> form) {
        var body = new StringBuilder();
        form.forEach((name, value) -> body.append(body.isEmpty() ? "" : "&")
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return send(
                browser,
                request(path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    protected static String csrf(String page) {
        var matcher = CSRF.matcher(page);
        if (!matcher.find()) {
            throw new AssertionError("no CSRF token in: " + page);
        }
        return matcher.group(1);
    }

    /** Adds a user of that role, unless there is one, and returns the e-mail. */
    protected String userOf(Role role) {
        var email = role.code() + "@example.com";
        if (users.all().stream().noneMatch(user -> user.email().equals(email))) {
            users.add(email, PASSWORD, role);
        }
        return email;
    }

    /** Saves the sample assessment, once. */
    protected synchronized void fill() {
        jdbc.sql("delete from assessment where id <> ?")
                .param(SampleAssessment.ID)
                .update();
        if (!filled) {
            filled = true;
            assessments.save(
                    SampleAssessment.workers(),
                    Map.of(Subject.pool("workers"), List.of(SampleAssessment.publicForecast())));
        }
    }
}

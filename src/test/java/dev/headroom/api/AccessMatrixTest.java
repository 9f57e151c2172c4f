package dev.headroom.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.access.Role;
import dev.headroom.access.Roles;
import dev.headroom.access.Scope;
import dev.headroom.access.Tokens;
import dev.headroom.testing.Golden;
import dev.headroom.testing.RunningServer;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.json.JsonMapper;

/** Every route by every scope, and every form by every role: what the code says is what the server does. */
class AccessMatrixTest extends RunningServer {

    /** They compute for seconds; their scopes are checked before they begin, as all are. */
    private static final Set<String> SLOW = Set.of("/api/v1/assessments", "/plan/assessment", "/api/v1/doctor");

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    @Autowired
    private Tokens tokens;

    private record Route(RequestMethod method, String path, HandlerMethod handler) {}

    @Test
    void aTokenReachesARouteIfAndOnlyIfItHasTheScope() {
        for (var scope : Scope.values()) {
            var secret = tokens.issue("matrix " + scope.code(), Set.of(scope), null, "matrix")
                    .secret();
            for (var route : routes("dev.headroom.api")) {
                var needs = route.handler().getMethodAnnotation(Needs.class);
                boolean allowed = needs != null && needs.value() == scope;
                if (allowed && SLOW.contains(route.path())) {
                    continue;
                }
                int status = send(
                                newBrowser(),
                                request(filled(route.path()))
                                        .header("Authorization", "Bearer " + secret)
                                        .header("Content-Type", "application/json")
                                        .method(route.method().name(), HttpRequest.BodyPublishers.ofString("[]")))
                        .statusCode();

                // a body of another type is turned away before anybody asks for the scope
                assertThat(status == 403 || !allowed && status == 415)
                        .as("%s %s with %s: %d", route.method(), route.path(), scope, status)
                        .isEqualTo(!allowed);
            }
        }
    }

    @Test
    void aFormTakesItsRolesAndNoOther() {
        for (var role : Role.values()) {
            var browser = newBrowser();
            logIn(browser, role == Role.ADMINISTRATOR ? "admin@example.com" : userOf(role), PASSWORD);
            var token = csrf(send(browser, request("/purchases")).body());
            for (var route : routes("dev.headroom.web")) {
                if (route.method() == RequestMethod.GET
                        || SLOW.contains(route.path())
                        || route.path().startsWith("/unsubscribe/")) { // a signed link, for anybody
                    continue;
                }
                var roles = route.handler().getMethodAnnotation(Roles.class);
                var allowed = (roles == null ? List.of(Role.ADMINISTRATOR) : List.of(roles.value())).contains(role);
                int status = send(
                                browser,
                                request(filled(route.path()))
                                        .header("Content-Type", "application/x-www-form-urlencoded")
                                        .method(
                                                route.method().name(),
                                                HttpRequest.BodyPublishers.ofString(
                                                        "_csrf=" + URLEncoder.encode(token, StandardCharsets.UTF_8))))
                        .statusCode();

                assertThat(status == 403)
                        .as("%s %s as %s: %d", route.method(), route.path(), role, status)
                        .isEqualTo(!allowed);
                // on a server without an assessment, by a form without fields
                assertThat(status)
                        .as("%s %s as %s", route.method(), route.path(), role)
                        .isLessThan(500);
            }
        }
    }

    @Test
    void theDocumentationHasTheWholeMatrix() {
        var page = new StringBuilder("""
                # Who may do what

                Written by a test from the code that decides it; `GET /api/v1/access/matrix` answers the same. A token reaches a route of the API
                by its scope; a logged-in user reads what the role allows, and changes things on the pages. Approving a purchase above the set
                amount needs a second person on top.

                | route | scope | viewer | planner | approver | finance | administrator |
                |---|---|---|---|---|---|---|
                """);
        JsonMapper.shared()
                .readTree(get("/api/v1/access/matrix").body())
                .at("/items")
                .valueStream()
                .forEach(row -> page.append("| `%s %s` | %s |%s%n"
                        .formatted(
                                row.at("/method").asString(),
                                row.at("/path").asString(),
                                row.at("/scope").isNull()
                                        ? ""
                                        : "`" + row.at("/scope").asString() + "`",
                                Arrays.stream(Role.values())
                                        .map(role -> row.at("/roles")
                                                        .valueStream()
                                                        .anyMatch(one ->
                                                                one.asString().equals(role.code()))
                                                ? " yes |"
                                                : " |")
                                        .collect(Collectors.joining()))));

        Golden.assertMatches(Path.of("docs/access.md"), page.toString());
    }

    private List<Route> routes(String module) {
        var routes = new ArrayList<Route>();
        mappings.getHandlerMethods().forEach((mapping, handler) -> {
            if (handler.getBeanType().getPackageName().equals(module)) {
                mapping.getPatternValues()
                        .forEach(path -> mapping.getMethodsCondition()
                                .getMethods()
                                .forEach(method -> routes.add(new Route(method, path, handler))));
            }
        });
        assertThat(routes).isNotEmpty();
        return routes;
    }

    private static String filled(String path) {
        return path.replaceAll("\\{[^}]+}", "no-such-thing");
    }
}

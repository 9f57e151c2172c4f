package dev.headroom.api;

import dev.headroom.access.Caller;
import dev.headroom.access.Scope;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.TreeSet;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** What holds for every route: the caller has its scope, and the query has only parameters that the route knows, each once. */
final class RouteRules implements HandlerInterceptor {

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod route
                && route.getBeanType().getPackageName().startsWith("dev.headroom.")) {
            checkScope(route);
            checkQuery(request, route);
        }
        return true;
    }

    private static void checkScope(HandlerMethod route) {
        var needs = AnnotatedElementUtils.findMergedAnnotation(route.getMethod(), Needs.class);
        var scope = needs == null ? Scope.ADMIN : needs.value();
        if (!Caller.current().has(scope)) {
            throw ApiProblem.of(
                    HttpStatus.FORBIDDEN,
                    "forbidden",
                    "Not allowed",
                    "This needs the scope '" + scope.code() + "', which the token does not have.");
        }
    }

    private static void checkQuery(HttpServletRequest request, HandlerMethod route) {
        var known = new TreeSet<String>();
        for (var parameter : route.getMethodParameters()) {
            if (parameter.hasParameterAnnotation(RequestParam.class)
                    && parameter.getParameter().getName() != null) {
                known.add(parameter.getParameter().getName());
            }
        }
        request.getParameterMap().forEach((name, values) -> {
            if (!known.contains(name)) {
                throw ApiProblem.invalid(
                        name,
                        values[0],
                        known.isEmpty()
                                ? "is no parameter: this route has none"
                                : "is no parameter of this route, which has " + String.join(", ", known));
            }
            if (values.length > 1) {
                throw ApiProblem.invalid(name, String.join(", ", values), "may be given once");
            }
        });
    }
}

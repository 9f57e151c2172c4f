package dev.headroom.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Set;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Lets only the roles through that a form's handler names. */
final class RoleCheck implements HandlerInterceptor {

    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod page
                && page.getBeanType().getPackageName().startsWith("dev.headroom.")
                && !READS.contains(request.getMethod())) {
            var roles = page.getMethodAnnotation(Roles.class);
            var allowed = roles == null ? List.of(Role.ADMINISTRATOR) : List.of(roles.value());
            var caller = Caller.current();
            if (caller.role() == null || !allowed.contains(caller.role())) {
                throw new AccessDeniedException("the role may not do this");
            }
        }
        return true;
    }
}

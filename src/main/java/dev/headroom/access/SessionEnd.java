package dev.headroom.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Ends a session that has lasted long enough, or whose user was disabled, has another role or another password since. */
final class SessionEnd extends OncePerRequestFilter {

    private static final Logger log = LoggerFactory.getLogger(SessionEnd.class);

    private final UserAccounts accounts;
    private final Duration longest;
    private final Clock clock;

    SessionEnd(UserAccounts accounts, Duration longest, Clock clock) {
        this.accounts = accounts;
        this.longest = longest;
        this.clock = clock;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var session = request.getSession(false);
        var authentication =
                session == null ? null : SecurityContextHolder.getContext().getAuthentication();
        if (session != null && authentication != null && authentication.getPrincipal() instanceof LoggedInUser user) {
            boolean over = !clock.instant().isBefore(user.since().plus(longest));
            if (over || accounts.findById(user.id()).filter(user::matches).isEmpty()) {
                session.invalidate();
                SecurityContextHolder.clearContext();
                log.atInfo().addKeyValue("user", user.getUsername()).log("session ended");
            }
        }
        chain.doFilter(request, response);
    }
}

package dev.headroom.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/** Slows down who guesses passwords or set-up links from one address. */
final class LoginLimit extends OncePerRequestFilter {

    private static final Set<String> GUESSES = Set.of("/login", "/setup");
    private static final int FAILURES = 10;
    private static final Duration PER = Duration.ofMinutes(5);
    private static final Logger log = LoggerFactory.getLogger(LoginLimit.class);

    private final AttemptLimit attempts = new AttemptLimit(FAILURES, PER);

    /** Takes the request's attempt back. */
    void succeeded(HttpServletRequest request) {
        attempts.succeeded(request.getRemoteAddr());
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getMethod().equals("POST") || !GUESSES.contains(request.getServletPath());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var wait = attempts.count(request.getRemoteAddr());
        if (wait.isZero()) {
            chain.doFilter(request, response);
        } else {
            log.atWarn().addKeyValue("address", request.getRemoteAddr()).log("log-in slowed down");
            response.setHeader("Retry-After", Long.toString(wait.toSeconds()));
            response.sendError(HttpStatus.TOO_MANY_REQUESTS.value());
        }
    }
}

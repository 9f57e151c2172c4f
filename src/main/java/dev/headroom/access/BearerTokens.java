package dev.headroom.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets requests in by {@code Authorization: Bearer}. A wrong token is refused even where a session would do. */
final class BearerTokens extends OncePerRequestFilter {

    private static final String SCHEME = "Bearer ";
    private static final int FAILURES = 30;
    private static final Logger log = LoggerFactory.getLogger(BearerTokens.class);

    private final Tokens tokens;
    private final AttemptLimit failures = new AttemptLimit(FAILURES, Duration.ofMinutes(1));

    BearerTokens(Tokens tokens) {
        this.tokens = tokens;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null) {
            chain.doFilter(request, response);
            return;
        }
        boolean bearer = header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        var token =
                bearer ? tokens.authenticate(header.substring(SCHEME.length()).strip()) : null;
        if (token == null || token.isEmpty()) {
            refuse(request, response);
            return;
        }
        var caller = new Caller(
                "token:" + token.get().id(), token.get().name(), token.get().scopes());
        var authorities = new ArrayList<GrantedAuthority>();
        caller.scopes().forEach(scope -> authorities.add(new SimpleGrantedAuthority(scope.authority())));
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(caller, null, authorities));
        SecurityContextHolder.setContext(context);
        chain.doFilter(request, response);
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
        SecurityContextHolder.clearContext();
        var wait = failures.count(request.getRemoteAddr());
        if (wait.isZero()) {
            log.atWarn().addKeyValue("address", request.getRemoteAddr()).log("token refused");
            ApiDoor.unauthorized(response, "The token is unknown, has expired or was revoked.");
        } else {
            Problem.writeTooMany(response, wait.toSeconds(), "Too many wrong tokens came from this address.");
        }
    }
}

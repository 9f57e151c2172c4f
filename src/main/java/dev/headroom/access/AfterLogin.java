package dev.headroom.access;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.security.web.savedrequest.RequestCache;

/** Takes a user who has logged in to where the user wanted to go. */
final class AfterLogin extends SavedRequestAwareAuthenticationSuccessHandler {

    private final Duration idle;
    private final LoginLimit limit;
    private final LoginJournal journal;

    AfterLogin(RequestCache wanted, Duration idle, LoginLimit limit, LoginJournal journal) {
        this.idle = idle;
        this.limit = limit;
        this.journal = journal;
        setRequestCache(wanted);
    }

    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws ServletException, IOException {
        limit.succeeded(request);
        request.getSession().setMaxInactiveInterval((int) idle.toSeconds());
        if (authentication.getPrincipal() instanceof LoggedInUser user) {
            journal.loggedIn(user, request);
        }
        super.onAuthenticationSuccess(request, response, authentication);
    }
}

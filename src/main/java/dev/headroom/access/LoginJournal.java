package dev.headroom.access;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Notes who logs in. A name that failed is not noted: it may be a password in the wrong field. */
@Component
class LoginJournal {

    private static final Logger log = LoggerFactory.getLogger(LoginJournal.class);

    private final UserAccounts accounts;
    private final Clock clock;
    private final Audit audit;

    LoginJournal(UserAccounts accounts, Clock clock, Audit audit) {
        this.accounts = accounts;
        this.clock = clock;
        this.audit = audit;
    }

    @Transactional
    void loggedIn(LoggedInUser user, HttpServletRequest request) {
        accounts.findById(user.id()).ifPresent(account -> account.loggedIn(clock.instant()));
        log.atInfo()
                .addKeyValue("user", user.getUsername())
                .addKeyValue("address", request.getRemoteAddr())
                .log("user logged in");
        audit.record(Caller.of(user), "login.succeeded", subject(user), address(request));
    }

    @Transactional
    void failed(HttpServletRequest request) {
        log.atWarn().addKeyValue("address", request.getRemoteAddr()).log("log-in failed");
        audit.record(Audit.STRANGER, "login.failed", "login", address(request));
    }

    @Transactional
    void loggedOut(LoggedInUser user, HttpServletRequest request) {
        audit.record(Caller.of(user), "login.ended", subject(user), address(request));
    }

    private static String subject(LoggedInUser user) {
        return "user:" + user.getUsername();
    }

    private static Map<String, String> address(HttpServletRequest request) {
        return Map.of("address", request.getRemoteAddr());
    }
}

package dev.headroom.access;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
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

    LoginJournal(UserAccounts accounts, Clock clock) {
        this.accounts = accounts;
        this.clock = clock;
    }

    @Transactional
    void loggedIn(LoggedInUser user, HttpServletRequest request) {
        accounts.findById(user.id()).ifPresent(account -> account.loggedIn(clock.instant()));
        log.atInfo()
                .addKeyValue("user", user.getUsername())
                .addKeyValue("address", request.getRemoteAddr())
                .log("user logged in");
    }

    void failed(HttpServletRequest request) {
        log.atWarn().addKeyValue("address", request.getRemoteAddr()).log("log-in failed");
    }
}

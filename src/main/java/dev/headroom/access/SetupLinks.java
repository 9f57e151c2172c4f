package dev.headroom.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** One-time links by which the first administrator is made; only their hashes are kept. */
@Service
class SetupLinks {

    private static final Duration VALID = Duration.ofHours(24);

    private final JdbcClient jdbc;
    private final Users users;
    private final Clock clock;

    SetupLinks(JdbcClient jdbc, Users users, Clock clock) {
        this.jdbc = jdbc;
        this.users = users;
        this.clock = clock;
    }

    /** Returns a new link's secret. */
    @Transactional
    String issue() {
        var now = clock.instant();
        jdbc.sql("delete from setup_link where expires_at <= ?").param(at(now)).update();
        var secret = Secret.next();
        jdbc.sql("insert into setup_link (sha256, created_at, expires_at) values (?, ?, ?)")
                .params(Secret.sha256(secret), at(now), at(now.plus(VALID)))
                .update();
        return secret;
    }

    boolean isValid(String secret) {
        return Secret.isWellFormed(secret)
                && users.isEmpty()
                && jdbc.sql("select exists (select from setup_link where sha256 = ? and expires_at > ?)")
                        .params(Secret.sha256(secret), at(clock.instant()))
                        .query(Boolean.class)
                        .single();
    }

    /**
     * Makes the first administrator and ends all links.
     *
     * @return empty where the link is not valid (any more)
     * @throws RefusedChange if the e-mail or the password won't do; the link stays valid
     */
    @Transactional
    Optional<User> use(String secret, String email, String password) {
        if (!isValid(secret)) {
            return Optional.empty();
        }
        Users.checkedEmail(email);
        Users.checkPassword(password);
        var user = users.addFirst(email, password);
        jdbc.sql("delete from setup_link").update();
        return user;
    }

    private static OffsetDateTime at(Instant moment) {
        return OffsetDateTime.ofInstant(moment, ZoneOffset.UTC);
    }
}

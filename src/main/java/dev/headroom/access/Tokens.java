package dev.headroom.access;

import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The API tokens. */
@Service
public class Tokens {

    private static final int LONGEST_NAME = 100;
    private static final Duration USE_NOTED_EVERY = Duration.ofMinutes(1);
    private static final UUID BOOTSTRAP_ID = new UUID(0, 0);
    private static final Logger log = LoggerFactory.getLogger(Tokens.class);

    private final StoredTokens tokens;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final Audit audit;
    private final byte @Nullable [] bootstrapSha256;
    private final Instant started;

    Tokens(StoredTokens tokens, JdbcClient jdbc, Clock clock, Audit audit, AccessProperties properties) {
        this.tokens = tokens;
        this.jdbc = jdbc;
        this.clock = clock;
        this.audit = audit;
        var bootstrap = properties.bootstrapToken();
        this.bootstrapSha256 = bootstrap == null ? null : Secret.sha256(bootstrap);
        this.started = clock.instant();
    }

    /** Returns all tokens by id, the revoked and expired too; not the bootstrap token, which is a setting. */
    public List<ApiToken> all() {
        return tokens.findAllByOrderById().stream().map(StoredToken::toToken).toList();
    }

    public Optional<ApiToken> find(UUID id) {
        return tokens.findById(id).map(StoredToken::toToken);
    }

    /**
     * Makes a token.
     *
     * @param expiresAt null for one that does not expire
     * @param by        who asks for it
     * @throws RefusedChange if the name is empty or too long, there is no scope, or it would have expired already
     */
    @Transactional
    public ApiToken.Issued issue(String name, Set<Scope> scopes, @Nullable Instant expiresAt, String by) {
        var label = name.strip();
        if (label.isEmpty() || label.length() > LONGEST_NAME || label.chars().anyMatch(Character::isISOControl)) {
            throw new RefusedChange("name", name, "A token's name has 1 to " + LONGEST_NAME + " printable characters.");
        }
        if (scopes.isEmpty()) {
            throw new RefusedChange("scopes", "", "A token needs at least one scope.");
        }
        var now = clock.instant();
        if (expiresAt != null && !expiresAt.isAfter(now)) {
            throw new RefusedChange("expiresAt", expiresAt.toString(), "A token must expire in the future.");
        }
        var secret = Secret.next();
        var stored = tokens.saveAndFlush(new StoredToken(label, secret, scopes, by, now, expiresAt));
        log.atInfo()
                .addKeyValue("token", label)
                .addKeyValue("scopes", scopes)
                .addKeyValue("by", by)
                .log("token issued");
        var details = new LinkedHashMap<String, @Nullable Object>();
        details.put("name", label);
        details.put("scopes", scopes.stream().sorted().map(Scope::code).toList());
        details.put("expiresAt", expiresAt == null ? null : expiresAt.toString());
        var issued = stored.toToken();
        audit.record("token.issued", "token:" + issued.id(), details);
        return new ApiToken.Issued(issued, secret);
    }

    /**
     * Ends a token, at once and for all instances.
     *
     * @return whether there is such a token
     */
    @Transactional
    public boolean revoke(UUID id, String by) {
        var stored = tokens.findById(id);
        stored.ifPresent(token -> {
            token.revoke(clock.instant());
            audit.record(
                    "token.revoked",
                    "token:" + id,
                    Map.of("name", token.toToken().name()));
            log.atInfo().addKeyValue("token", id).addKeyValue("by", by).log("token revoked");
        });
        return stored.isPresent();
    }

    /** Returns the valid token with that secret. */
    Optional<ApiToken> authenticate(String secret) {
        var sha256 = Secret.sha256(secret);
        if (bootstrapSha256 != null && MessageDigest.isEqual(bootstrapSha256, sha256)) {
            return Optional.of(bootstrap());
        }
        if (!Secret.isWellFormed(secret)) {
            return Optional.empty();
        }
        var now = clock.instant();
        var token = tokens.findBySha256(sha256).map(StoredToken::toToken).filter(found -> found.isValidAt(now));
        token.ifPresent(used -> noteUse(used, now));
        return token;
    }

    private ApiToken bootstrap() {
        var all = EnumSet.allOf(Scope.class);
        return new ApiToken(BOOTSTRAP_ID, "bootstrap", "", all, "HEADROOM_BOOTSTRAP_TOKEN", started, null, null, null);
    }

    private void noteUse(ApiToken token, Instant now) {
        var last = token.lastUsed();
        if (last == null || last.plus(USE_NOTED_EVERY).isBefore(now)) {
            jdbc.sql("update api_token set last_used_at = ? where id = ?")
                    .params(OffsetDateTime.ofInstant(now, ZoneOffset.UTC), token.id())
                    .update();
        }
    }
}

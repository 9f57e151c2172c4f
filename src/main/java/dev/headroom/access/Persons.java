package dev.headroom.access;

import java.util.Locale;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** Tells people apart behind users and tokens. */
@Service
public class Persons {

    private final Tokens tokens;
    private final UserAccounts accounts;

    Persons(Tokens tokens, UserAccounts accounts) {
        this.tokens = tokens;
        this.accounts = accounts;
    }

    /** Returns who stands behind a caller: a user's own tokens are the user; any other token stands for itself. */
    public String behind(Caller caller) {
        if (caller.id().startsWith("user:")) {
            return "user:" + caller.name();
        }
        if (!caller.id().startsWith("token:")) {
            return caller.id();
        }
        return tokens.find(UUID.fromString(caller.id().substring("token:".length())))
                .map(token -> token.createdBy().toLowerCase(Locale.ROOT))
                .filter(creator -> accounts.findByEmail(creator).isPresent())
                .map(creator -> "user:" + creator)
                .orElse(caller.id());
    }
}

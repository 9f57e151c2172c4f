package dev.headroom.api;

import dev.headroom.access.ApiToken;
import dev.headroom.access.Caller;
import dev.headroom.access.Scope;
import dev.headroom.access.Tokens;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/api/v1/tokens", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Tokens", description = "Who else may call")
class TokenRoutes {

    private final Tokens tokens;
    private final Clock clock;

    /** A token without its secret. */
    record TokenView(
            UUID id,
            String name,
            String hint,
            List<String> scopes,
            String createdBy,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Instant lastUsed,
            @Nullable Instant revokedAt,
            boolean valid) {

        static TokenView of(ApiToken token, Instant now) {
            return new TokenView(
                    token.id(),
                    token.name(),
                    token.hint(),
                    token.scopes().stream().sorted().map(Scope::code).toList(),
                    token.createdBy(),
                    token.createdAt(),
                    token.expiresAt(),
                    token.lastUsed(),
                    token.revokedAt(),
                    token.isValidAt(now));
        }
    }

    /** What a new token is to be. */
    record NewToken(
            @NotNull @Nullable String name,
            @NotNull @Nullable List<@NotNull String> scopes,
            @Nullable OffsetDateTime expiresAt) {}

    /** A new token, with the secret that is shown this once. */
    record IssuedToken(TokenView details, String token) {}

    TokenRoutes(Tokens tokens, Clock clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    @Operation(operationId = "listTokens", summary = "All tokens, the revoked and expired too")
    @Needs(Scope.ADMIN)
    @GetMapping
    Items<TokenView> tokens(
            @RequestParam(defaultValue = "100") @Min(1) @Max(1000) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var now = clock.instant();
        return Items.page(
                "tokens",
                tokens.all().stream().map(token -> TokenView.of(token, now)).toList(),
                token -> token.id().toString(),
                cursor,
                limit,
                page -> new Table("tokens", List.of(), List.of()));
    }

    @Operation(operationId = "createToken", summary = "Makes a token; its secret is shown this once")
    @ApiResponse(responseCode = "201", description = "The token and its secret")
    @Needs(Scope.ADMIN)
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<IssuedToken> create(@RequestBody @Valid NewToken wanted) {
        var scopes = EnumSet.noneOf(Scope.class);
        var names = wanted.scopes();
        for (var name : names == null ? List.<String>of() : names) {
            try {
                scopes.add(Scope.of(name));
            } catch (IllegalArgumentException unknown) {
                throw ApiProblem.invalid("scopes", name, "must be read, finance, plan or admin");
            }
        }
        var expiresAt = wanted.expiresAt();
        var issued = tokens.issue(
                String.valueOf(wanted.name()),
                scopes,
                expiresAt == null ? null : expiresAt.toInstant(),
                Caller.current().name());
        return ResponseEntity.created(
                        URI.create("/api/v1/tokens/" + issued.token().id()))
                .body(new IssuedToken(TokenView.of(issued.token(), clock.instant()), issued.secret()));
    }

    @Operation(operationId = "revokeToken", summary = "Ends a token, at once")
    @Needs(Scope.ADMIN)
    @DeleteMapping("/{token}")
    ResponseEntity<Void> revoke(@PathVariable UUID token) {
        if (!tokens.revoke(token, Caller.current().name())) {
            throw ApiProblem.notFound("token", token.toString());
        }
        return ResponseEntity.noContent().build();
    }
}

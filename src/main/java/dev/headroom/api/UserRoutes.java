package dev.headroom.api;

import dev.headroom.access.Role;
import dev.headroom.access.Scope;
import dev.headroom.access.User;
import dev.headroom.access.Users;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/users")
@Tag(name = "Users", description = "Who can log in, and as what")
class UserRoutes {

    private static final String ROLES = "viewer|planner|approver|finance|administrator";
    private static final String ROLE_WORDS = "must be viewer, planner, approver, finance or administrator";

    private final Users users;

    /** A user; {@code ended} is one who can't log in any more. */
    record UserView(
            UUID id,
            @Schema(example = "anna@example.com") String email,
            @Schema(example = "approver") String role,
            boolean ended,
            Instant createdAt,
            @Nullable Instant lastLogin) {

        static UserView of(User user) {
            return new UserView(
                    user.id(), user.email(), user.role().code(), user.disabled(), user.createdAt(), user.lastLogin());
        }

        static Table table(List<UserView> users) {
            return new Table(
                    "users",
                    List.of("id", "email", "role", "ended", "createdAt", "lastLogin"),
                    users.stream()
                            .map(user -> Arrays.<@Nullable Object>asList(
                                    user.id(),
                                    user.email(),
                                    user.role(),
                                    user.ended(),
                                    user.createdAt(),
                                    user.lastLogin()))
                            .toList());
        }
    }

    /** Somebody who is to log in. */
    record NewUser(
            @NotNull @Schema(example = "anna@example.com") @Nullable
            String email,

            @NotNull @Schema(description = "12 characters at least", example = "a sentence is fine") @Nullable
            String password,

            @NotNull @Pattern(regexp = ROLES, message = ROLE_WORDS) @Schema(example = "approver") @Nullable
            String role) {}

    /** What is to change; the rest stays. */
    record UserChange(
            @Pattern(regexp = ROLES, message = ROLE_WORDS) @Schema(example = "finance") @Nullable
            String role,

            @Schema(description = "true ends the user's access and sessions, false lets the user in again") @Nullable
            Boolean ended,

            @Nullable String password) {}

    UserRoutes(Users users) {
        this.users = users;
    }

    @Operation(operationId = "listUsers", summary = "All users, those who are ended too")
    @Needs(Scope.ADMIN)
    @GetMapping(produces = {MediaType.APPLICATION_JSON_VALUE, TableConverter.CSV_VALUE, TableConverter.XLSX_VALUE})
    Items<UserView> users(
            @RequestParam(defaultValue = "100") @Min(1) @Max(1000) int limit,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "json") String format) {
        return Items.page(
                "users",
                users.all().stream().map(UserView::of).toList(),
                user -> user.id().toString(),
                cursor,
                limit,
                UserView::table);
    }

    @Operation(operationId = "getUser", summary = "One user")
    @Needs(Scope.ADMIN)
    @GetMapping(path = "/{user}", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<UserView> user(@PathVariable UUID user) {
        return answer(found(user));
    }

    @Operation(operationId = "createUser", summary = "Adds a user")
    @ApiResponse(responseCode = "201", description = "The user")
    @Needs(Scope.ADMIN)
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<UserView> add(@RequestBody @Valid NewUser wanted) {
        var user = users.add(
                String.valueOf(wanted.email()),
                String.valueOf(wanted.password()),
                Role.of(String.valueOf(wanted.role())));
        return Versions.created("/api/v1/users/" + user.id(), user.version(), UserView.of(user));
    }

    @Operation(
            operationId = "changeUser",
            summary = "Changes a user's role or password, ends the user, or lets the user in again",
            description = "The last administrator stays one. Running sessions of the user end.")
    @Needs(Scope.ADMIN)
    @PatchMapping(
            path = "/{user}",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<UserView> change(
            @PathVariable UUID user,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody @Valid UserChange change) {
        Versions.check(ifMatch, found(user).version());
        var role = change.role();
        users.change(user, role == null ? null : Role.of(role), change.ended(), change.password());
        return answer(found(user));
    }

    private User found(UUID id) {
        return users.find(id).orElseThrow(() -> ApiProblem.notFound("user", id.toString()));
    }

    private static ResponseEntity<UserView> answer(User user) {
        return Versions.answer(user.version(), UserView.of(user));
    }
}

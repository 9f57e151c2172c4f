package dev.headroom.access;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who can log in. */
@Service
public class Users {

    /** Asked for wherever a person chooses a password. */
    public static final int SHORTEST_PASSWORD = 12;

    /** BCrypt looks at no more bytes than that. */
    static final int LONGEST_PASSWORD_BYTES = 72;

    private static final int LONGEST_EMAIL = 254;
    private static final Pattern EMAIL = Pattern.compile("[^@\\s\\p{Cntrl}]+@[^@\\s\\p{Cntrl}]+");
    private static final long FIRST_ADMINISTRATOR_LOCK = 0x686561_64726f6fL;
    private static final Logger log = LoggerFactory.getLogger(Users.class);

    private final UserAccounts accounts;
    private final PasswordEncoder passwords;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final Audit audit;

    Users(UserAccounts accounts, PasswordEncoder passwords, JdbcClient jdbc, Clock clock, Audit audit) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.jdbc = jdbc;
        this.clock = clock;
        this.audit = audit;
    }

    /** Returns all users by e-mail. */
    public List<User> all() {
        return accounts.findAllByOrderByEmail().stream()
                .map(UserAccount::toUser)
                .toList();
    }

    public Optional<User> find(UUID id) {
        return accounts.findById(id).map(UserAccount::toUser);
    }

    /**
     * Adds a user.
     *
     * @throws RefusedChange if the e-mail is taken or none, or the password too short or too long
     */
    @Transactional
    public User add(String email, String password, Role role) {
        var name = checkedEmail(email);
        checkPassword(password);
        if (accounts.findByEmail(name).isPresent()) {
            throw new RefusedChange("email", name, "There is a user with this e-mail already.");
        }
        return insert(name, password, role);
    }

    /**
     * Adds the first user, an administrator, unless there is a user already.
     *
     * @return empty where there was
     */
    @Transactional
    Optional<User> addFirst(String email, String password) {
        // two instances may start on the same empty database
        jdbc.sql("select pg_advisory_xact_lock(?)")
                .param(FIRST_ADMINISTRATOR_LOCK)
                .query()
                .listOfRows();
        return accounts.count() > 0
                ? Optional.empty()
                : Optional.of(insert(checkedEmail(email), password, Role.ADMINISTRATOR));
    }

    boolean isEmpty() {
        return accounts.count() == 0;
    }

    /**
     * Changes a user's role; running sessions of the user end.
     *
     * @throws NoSuchElementException if there is no such user
     * @throws RefusedChange          if no administrator would be left
     */
    @Transactional
    public void changeRole(UUID id, Role role) {
        var account = account(id);
        if (role != Role.ADMINISTRATOR) {
            keepAnAdministrator(account);
        }
        audit.record(
                "user.role-changed",
                subject(account),
                Map.of("from", account.role().code(), "to", role.code()));
        account.setRole(role);
        log.atInfo()
                .addKeyValue("user", account.email())
                .addKeyValue("role", role.code())
                .log("role changed");
    }

    /**
     * Lets a user log in no more, and ends the running sessions; or lets the user in again.
     *
     * @throws NoSuchElementException if there is no such user
     * @throws RefusedChange          if no administrator would be left
     */
    @Transactional
    public void setDisabled(UUID id, boolean disabled) {
        var account = account(id);
        if (disabled) {
            keepAnAdministrator(account);
        }
        account.setDisabled(disabled);
        audit.record(disabled ? "user.ended" : "user.restored", subject(account), Map.of());
        log.atInfo().addKeyValue("user", account.email()).log(disabled ? "user disabled" : "user enabled");
    }

    /**
     * Sets a new password; running sessions of the user end.
     *
     * @throws NoSuchElementException if there is no such user
     * @throws RefusedChange          if it is too short or too long
     */
    @Transactional
    public void changePassword(UUID id, String password) {
        checkPassword(password);
        var account = account(id);
        account.setPasswordHash(hash(password));
        audit.record("user.password-changed", subject(account), Map.of());
        log.atInfo().addKeyValue("user", account.email()).log("password changed");
    }

    /**
     * Changes several at once; null leaves what is.
     *
     * @throws NoSuchElementException if there is no such user
     * @throws RefusedChange          if no administrator would be left, or the password won't do
     */
    @Transactional
    public void change(UUID id, @Nullable Role role, @Nullable Boolean disabled, @Nullable String password) {
        var account = account(id);
        if (role != null && role != account.role()) {
            changeRole(id, role);
        }
        if (disabled != null && disabled != account.isDisabled()) {
            setDisabled(id, disabled);
        }
        if (password != null) {
            changePassword(id, password);
        }
    }

    static String checkedEmail(String email) {
        var name = email.strip().toLowerCase(Locale.ROOT);
        if (name.length() > LONGEST_EMAIL || !EMAIL.matcher(name).matches()) {
            throw new RefusedChange("email", name, "This is no e-mail address.");
        }
        return name;
    }

    static void checkPassword(String password) {
        if (password.codePointCount(0, password.length()) < SHORTEST_PASSWORD) {
            throw new RefusedChange(
                    "password", "", "The password must have at least " + SHORTEST_PASSWORD + " characters.");
        }
        if (password.getBytes(StandardCharsets.UTF_8).length > LONGEST_PASSWORD_BYTES) {
            throw new RefusedChange(
                    "password", "", "The password must have at most " + LONGEST_PASSWORD_BYTES + " bytes.");
        }
    }

    private User insert(String email, String password, Role role) {
        var account = accounts.saveAndFlush(new UserAccount(email, hash(password), role, clock.instant()));
        log.atInfo().addKeyValue("user", email).addKeyValue("role", role.code()).log("user added");
        audit.record("user.added", subject(account), Map.of("role", role.code()));
        return account.toUser();
    }

    private String hash(String password) {
        var hash = passwords.encode(password);
        if (hash == null) {
            throw new IllegalStateException("no hash");
        }
        return hash;
    }

    private static String subject(UserAccount account) {
        return "user:" + account.email();
    }

    private UserAccount account(UUID id) {
        return accounts.findById(id).orElseThrow(() -> new NoSuchElementException("no user " + id));
    }

    private void keepAnAdministrator(UserAccount account) {
        boolean counts = account.role() == Role.ADMINISTRATOR && !account.isDisabled();
        if (counts && accounts.countByRoleAndDisabledFalse(Role.ADMINISTRATOR.code()) == 1) {
            throw new RefusedChange("role", account.role().code(), "The last administrator must stay one.");
        }
    }
}

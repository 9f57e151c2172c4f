package dev.headroom.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.testing.RunningServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;

/** The chain on the database's side: {@code :n} is the sequence of its last row. */
class AuditTest extends RunningServer {

    private static final int ROWS = 12;

    @Autowired
    private Audit audit;

    @Autowired
    private AuditProperties properties;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private Users users;

    private long last;

    @BeforeEach
    void addRows() {
        for (int i = 0; i < ROWS; i++) {
            record("test.step", i);
        }
        last = lastSequence();
    }

    @Test
    void anUntouchedChainHolds() {
        var result = audit.verify();

        assertThat(result.sentence()).isEqualTo("The audit chain holds: %,d rows, 1 seals.".formatted(last));
        assertThat(result.caution()).isNull();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            an edited detail                 | -5 | update audit_entry set details = '{"i":99}' where sequence = :n - 5
            an edited actor                  | -4 | update audit_entry set actor_name = 'somebody else' where sequence = :n - 4
            an edited actor's id             | -4 | update audit_entry set actor = 'user:x' where sequence = :n - 4
            an edited action                 | -3 | update audit_entry set action = 'test.other' where sequence = :n - 3
            an edited subject                | -3 | update audit_entry set subject = 'other' where sequence = :n - 3
            a moved moment                   | -2 | update audit_entry set at = at - interval '1 microsecond' where sequence = :n - 2
            a moved field border             | -2 | update audit_entry set action = 'test.st', subject = concat('ep', subject) where sequence = :n - 2
            the first row edited             | !1 | update audit_entry set details = '{}' , subject = 'x' where sequence = 1
            the last row edited              | 0  | update audit_entry set details = '{}' where sequence = :n
            an exchanged hash                | -6 | update audit_entry set sha256 = repeat('a', 64) where sequence = :n - 6
            an exchanged link                | -6 | update audit_entry set previous_sha256 = repeat('a', 64) where sequence = :n - 6
            an exchanged signature           | -6 | update audit_entry set signature = 'AAAA' where sequence = :n - 6
            another row's signature          | -6 | update audit_entry set signature = (select signature from audit_entry where sequence = :n - 7) where sequence = :n - 6
            a signature without its key      | -1 | update audit_entry set signing_key = 'feedfeedfeedfeed' where sequence = :n - 1
            a deleted row                    | -7 | delete from audit_entry where sequence = :n - 7
            a renumbered tail                | -7 | update audit_entry set sequence = sequence + 1000000 where sequence >= :n - 7
            the first row deleted            | !1 | delete from audit_entry where sequence = 1
            the tail cut off                 | -2 | delete from audit_entry where sequence >= :n - 2
            everything deleted               | !1 | delete from audit_entry
            two rows exchanged               | -9 | update audit_entry set sequence = case sequence when :n - 9 then 1000000001 else 1000000002 end where sequence in (:n - 9, :n - 8)
            """)
    void namesTheFirstRowThatWasTamperedWith(String name, String row, String statement) {
        long expected = row.startsWith("!") ? Long.parseLong(row.substring(1)) : last + Long.parseLong(row.strip());

        var result = afterTampering(statement);

        assertThat(result.holds()).isFalse();
        assertThat(result.badRow()).isEqualTo(expected);
        assertThat(result.reason()).isNotBlank();
    }

    @Test
    void namesARowThatIsHashedRightButNotSigned() {
        var real = audit.entries(AuditFilter.ALL, null, 1).getFirst();
        var forged = new AuditEntry(
                        last + 1,
                        real.at(),
                        "system",
                        "Headroom",
                        "user.added",
                        "user:thief@example.com",
                        "{}",
                        real.sha256(),
                        "",
                        real.signingKey(),
                        real.signature())
                .hashed();

        var result = afterTampering(insertionOf(forged) + "; update audit_head set sequence = " + forged.sequence()
                + ", sha256 = '" + forged.sha256() + "'");

        assertThat(result.badRow()).isEqualTo(last + 1);
    }

    @Test
    void namesTheFirstMissingRowWhenTheNotedEndWasCutTooBecauseASealRemains() {
        var result = afterTampering(
                "delete from audit_entry where sequence > :n - 3; update audit_head set sequence = :n - 3,"
                        + " sha256 = (select sha256 from audit_entry where sequence = :n - 3)");

        assertThat(result.badRow()).isEqualTo(last - 2);
        assertThat(result.reason()).contains("sealed up to row " + last);
    }

    @Test
    void namesTheSealedRowWhenTheWholeChainWasWrittenAnewAndTheKeysAreUnknown(@TempDir Path elsewhere)
            throws Exception {
        Files.createDirectories(elsewhere.resolve("seals"));
        try (var seals = Files.list(properties.directory().resolve("seals"))) {
            for (var seal : seals.toList()) {
                Files.copy(seal, elsewhere.resolve("seals").resolve(seal.getFileName()));
            }
        }

        var result = transaction.execute(status -> {
            status.setRollbackOnly();
            rewriteFrom(last - 4);
            return AuditVerification.in(elsewhere).verify(jdbc);
        });

        assertThat(result.badRow()).isEqualTo(last);
        assertThat(result.reason()).contains("written anew");
        assertThat(result.caution()).contains("no key");
    }

    @Test
    void theRowIsWrittenWithTheChangeOrNotAtAll() {
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                    users.add("undone@example.com", PASSWORD, Role.VIEWER);
                    throw new IllegalStateException("the change fails");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(lastSequence()).isEqualTo(last);
        assertThat(audit.verify().holds()).isTrue();
    }

    @Test
    void aChangeThatCanNotBeAuditedFails() {
        jdbc.sql("alter table audit_entry add constraint refuse_all check (false) not valid")
                .update();
        try {
            assertThatThrownBy(() -> users.add("unaudited@example.com", PASSWORD, Role.VIEWER))
                    .isInstanceOf(DataAccessException.class);
        } finally {
            jdbc.sql("alter table audit_entry drop constraint refuse_all").update();
        }

        assertThat(users.all()).extracting(User::email).doesNotContain("unaudited@example.com");
        assertThat(lastSequence()).isEqualTo(last);
    }

    @Test
    void nothingIsRecordedOutsideATransaction() {
        assertThatThrownBy(() -> audit.record("test.step", "test", Map.of()))
                .isInstanceOf(IllegalTransactionStateException.class);
    }

    @Test
    void manyWritersAtOnceMakeOneChain() throws Exception {
        int writers = 8;
        int each = 25;
        try (var pool = Executors.newFixedThreadPool(writers)) {
            var work = IntStream.range(0, writers)
                    .<Future<?>>mapToObj(writer ->
                            pool.submit(() -> IntStream.range(0, each).forEach(i -> record("test.race", i))))
                    .toList();
            for (var done : work) {
                done.get();
            }
        }

        assertThat(lastSequence()).isEqualTo(last + writers * each);
        assertThat(audit.verify().holds()).isTrue();
    }

    @Test
    void whoDidItIsInTheRow() {
        var browser = newBrowser();
        logIn(browser, "admin@example.com", PASSWORD);
        logIn(newBrowser(), "admin@example.com", "a wrong password");

        var rows = audit.entries(new AuditFilter(null, null, null, "login.", null), null, 2);

        assertThat(rows).extracting(AuditEntry::action).containsExactly("login.failed", "login.succeeded");
        assertThat(rows.getLast().actorName()).isEqualTo("admin@example.com");
        assertThat(rows.getLast().details()).isEqualTo("{\"address\":\"127.0.0.1\"}");
    }

    private AuditVerification.Result afterTampering(String statements) {
        return transaction.execute(status -> {
            status.setRollbackOnly();
            for (var statement : List.of(statements.split(";"))) {
                jdbc.sql(statement.replace(":n", Long.toString(last))).update();
            }
            return audit.verify();
        });
    }

    private void rewriteFrom(long sequence) {
        var rows = audit.entries(AuditFilter.ALL, null, (int) (last - sequence + 1))
                .reversed();
        var before = rows.getFirst().previousSha256();
        for (var row : rows) {
            var anew = new AuditEntry(
                            row.sequence(),
                            row.at(),
                            row.actor(),
                            row.actorName(),
                            row.action(),
                            row.subject(),
                            "{\"i\":-1}",
                            before,
                            "",
                            row.signingKey(),
                            row.signature())
                    .hashed();
            jdbc.sql("delete from audit_entry where sequence = ?")
                    .param(row.sequence())
                    .update();
            jdbc.sql(insertionOf(anew)).update();
            before = anew.sha256();
        }
    }

    private static String insertionOf(AuditEntry row) {
        return "insert into audit_entry values (%d, '%s', '%s', '%s', '%s', '%s', '%s', '%s', '%s', '%s', '%s')"
                .formatted(
                        row.sequence(),
                        row.at(),
                        row.actor(),
                        row.actorName(),
                        row.action(),
                        row.subject(),
                        row.details(),
                        row.previousSha256(),
                        row.sha256(),
                        row.signingKey(),
                        row.signature());
    }

    private void record(String action, int i) {
        transaction.executeWithoutResult(status -> audit.record(action, "test:" + i, Map.of("i", i)));
    }

    private long lastSequence() {
        return jdbc.sql("select max(sequence) from audit_entry")
                .query(Long.class)
                .single();
    }
}

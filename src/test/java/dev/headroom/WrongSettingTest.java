package dev.headroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A wrong setting stops the start with one line, before a database is made. */
@ExtendWith(OutputCaptureExtension.class)
class WrongSettingTest {

    @TempDir
    private Path data;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        headroom.currency=EURO             | HEADROOM_CURRENCY is 'EURO': must be the ISO 4217 code of a currency, such as EUR
        headroom.currency=XXX              | HEADROOM_CURRENCY is 'XXX': must be the ISO 4217 code of a currency, such as EUR
        headroom.currency=                 | HEADROOM_CURRENCY is '': must be the ISO 4217 code of a currency, such as EUR
        server.port=99999                  | SERVER_PORT is '99999': must be a port from 1 to 65535, or 0 for any
        server.port=abc                    | SERVER_PORT is 'abc': must be a port from 1 to 65535, or 0 for any
        headroom.database.url=jdbc:mysql://x/y   | HEADROOM_DATABASE_URL is 'jdbc:mysql://x/y': must be a JDBC URL of PostgreSQL such as jdbc:postgresql://db.example.com:5432/headroom
        headroom.database.url=postgres://me:hidden@x/y | HEADROOM_DATABASE_URL is 'postgres://***@x/y': must be a JDBC URL of PostgreSQL such as jdbc:postgresql://db.example.com:5432/headroom
        headroom.metrics.url=vm            | HEADROOM_METRICS_URL is 'vm': must be an http or https URL such as http://victoria-metrics:8428
        headroom.poll-interval=1s          | HEADROOM_POLL_INTERVAL is '1s': must be a duration from 10s to 24h, such as 5m
        headroom.backfill-days=none        | HEADROOM_BACKFILL_DAYS is 'none': must be a number of days from 1 to 20000
        headroom.raw-days=3                | HEADROOM_RAW_DAYS is '3': must be a number of days from 10 to 20000
        headroom.time-zone=Berlin          | HEADROOM_TIME_ZONE is 'Berlin': must be a time zone such as Europe/Berlin or UTC
        headroom.mail.from=xx              | HEADROOM_MAIL_FROM is 'xx': must be a mail address such as headroom@example.com (Missing final '@domain')
        """)
    void isRefusedInOneLineBeforeADatabaseIsMade(String setting, String line, CapturedOutput output) {
        refuse(setting);

        assertThat(complaints(output)).singleElement().asString().startsWith("headroom: " + line);
        assertThat(output.getAll()).doesNotContain("\tat ", "hidden");
        assertThat(data).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource({"server.port, SERVER_PORT", "management.server.port, MANAGEMENT_SERVER_PORT"})
    void namesThePortThatAnotherProgramListensOn(String property, String variable, CapturedOutput output)
            throws Exception {
        try (var taken = new ServerSocket(0)) {
            refuse(property + "=" + taken.getLocalPort());

            assertThat(complaints(output))
                    .singleElement()
                    .asString()
                    .startsWith("headroom: " + variable + " is '" + taken.getLocalPort()
                            + "': must be a port that is free");
        }
        assertThat(data).isEmptyDirectory();
    }

    @Test
    void namesADatabaseThatDoesNotAnswerWithoutItsPassword(CapturedOutput output) throws Exception {
        int closed;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }

        refuse("headroom.database.url=jdbc:postgresql://127.0.0.1:" + closed + "/x?password=hidden");

        assertThat(complaints(output))
                .singleElement()
                .asString()
                .startsWith("headroom: HEADROOM_DATABASE_URL is 'jdbc:postgresql://127.0.0.1:" + closed
                        + "/x?password=***': must be a PostgreSQL that lets Headroom in, but: ")
                .contains("refused");
        assertThat(output.getAll()).doesNotContain("\tat ", "hidden");
    }

    private void refuse(String setting) {
        assertThatThrownBy(() ->
                        SpringApplication.run(HeadroomApplication.class, "--headroom.data-dir=" + data, "--" + setting))
                .isNotNull();
    }

    private static Stream<String> complaints(CapturedOutput output) {
        return output.getErr().lines().filter(line -> !line.isBlank());
    }
}

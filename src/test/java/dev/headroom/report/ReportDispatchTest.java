package dev.headroom.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.headroom.report.Delivery.State;
import dev.headroom.report.StubMailServer.Mood;
import dev.headroom.testing.SampleAssessment;
import dev.headroom.testing.TestDatabase;
import jakarta.mail.internet.MimeMessage;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReportDispatchTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final IsoWeek WEEK = new IsoWeek(2026, 48);
    private static final List<String> THREE =
            List.of("cto@example.com", "Finance <finance@example.com>", "sre@example.com");

    private static TestDatabase database;
    private DrivenClock clock;

    @BeforeAll
    static void createDatabase() {
        database = TestDatabase.create();
    }

    @BeforeEach
    void prepare() throws SQLException {
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("truncate report_delivery, report_recipient, assessment, assessment_forecast cascade");
        }
        clock = new DrivenClock(dueAt(WEEK));
    }

    private static Instant dueAt(IsoWeek week) {
        return week.monday().atTime(8, 0).atZone(BERLIN).toInstant();
    }

    @Test
    void twoInstancesSendOneMailToEachRecipientAWeekThroughSummerTimeAndNewYear() throws Exception {
        var smtp = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        smtp.start();
        try (var one = Instance.mailingTo(database, clock, smtp.getSmtp().getPort(), THREE);
                var two = Instance.mailingTo(database, clock, smtp.getSmtp().getPort(), THREE);
                var threads = Executors.newFixedThreadPool(2)) {
            one.assess(SampleAssessment.workers());
            int weeks = 0;
            for (var week = new IsoWeek(2026, 42); !week.equals(new IsoWeek(2027, 3)); week = week.next()) {
                clock.moveTo(dueAt(week).minusSeconds(1));
                one.dispatch().sendDue();
                assertThat(smtp.getReceivedMessages()).hasSize(weeks * THREE.size());

                clock.advance(Duration.ofSeconds(1));
                var start = new CyclicBarrier(2);
                var runs = threads.invokeAll(List.of(() -> sendDue(one, start), () -> sendDue(two, start)));
                for (var run : runs) {
                    run.get();
                }
                clock.advance(Duration.ofHours(30));
                two.dispatch().sendDue();
                weeks++;
                assertThat(smtp.getReceivedMessages()).hasSize(weeks * THREE.size());
            }

            assertThat(weeks).isEqualTo(14); // week 53 of 2026 among them
            assertThat(Arrays.stream(smtp.getReceivedMessages())
                            .map(ReportDispatchTest::messageId)
                            .collect(Collectors.toSet()))
                    .hasSize(weeks * THREE.size());
            assertThat(one.report().deliveries()).allMatch(delivery -> delivery.state() == State.SENT);
        } finally {
            smtp.stop();
        }
    }

    private static Void sendDue(Instance headroom, CyclicBarrier start) throws Exception {
        start.await();
        headroom.dispatch().sendDue();
        return null;
    }

    private static String messageId(MimeMessage mail) {
        try {
            return mail.getMessageID();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void catchesUpWithinTheWeekAfterAnOutage() throws Exception {
        try (var smtp = StubMailServer.start();
                var headroom = Instance.mailingTo(database, clock, smtp.port(), List.of("cto@example.com"))) {
            headroom.assess(SampleAssessment.workers());
            clock.moveTo(Instant.parse("2026-11-28T22:00:00Z")); // a Saturday

            headroom.dispatch().sendDue();

            assertThat(smtp.taken()).hasSize(1);
            assertThat(smtp.taken().getFirst()).contains("week 48");
        }
    }

    @Test
    void neverRepeatsAMailThatMayHaveArrived() throws Exception {
        try (var smtp = StubMailServer.start().in(Mood.MUTE_AFTER_DATA);
                var headroom = Instance.mailingTo(database, clock, smtp.port(), List.of("cto@example.com"))) {
            headroom.assess(SampleAssessment.workers());

            headroom.dispatch().sendDue();
            for (int hours = 0; hours < 96; hours += 8) {
                clock.advance(Duration.ofHours(8));
                headroom.dispatch().sendDue();
            }

            assertThat(smtp.taken()).hasSize(1);
            var doubtful = headroom.report().deliveries().getFirst();
            assertThat(doubtful.state()).isEqualTo(State.IN_DOUBT);
            assertThat(doubtful.reason()).startsWith("The connection broke after the whole mail was handed over");

            smtp.in(Mood.WELL);
            var again = headroom.report().sendAgain(doubtful.id());

            assertThat(again.state()).isEqualTo(State.SENT);
            assertThat(smtp.taken()).hasSize(2).allMatch(mail -> mail.contains("Message-ID: " + doubtful.messageId()));
            assertThatThrownBy(() -> headroom.report().sendAgain(doubtful.id())).isInstanceOf(NoSuchDelivery.class);
        }
    }

    @Test
    void triesAgainUntilTheMailServerIsBack() throws Exception {
        try (var smtp = StubMailServer.start().in(Mood.BUSY);
                var headroom = Instance.mailingTo(database, clock, smtp.port(), List.of("cto@example.com"))) {
            headroom.assess(SampleAssessment.workers());

            headroom.dispatch().sendDue();
            var waiting = headroom.report().deliveries().getFirst();
            headroom.dispatch().sendDue(); // too soon
            smtp.in(Mood.WELL);
            clock.advance(Duration.ofMinutes(5));
            headroom.dispatch().sendDue();

            assertThat(waiting.state()).isEqualTo(State.WAITING);
            assertThat(waiting.reason()).contains("451");
            var sent = headroom.report().deliveries().getFirst();
            assertThat(sent.state()).isEqualTo(State.SENT);
            assertThat(sent.attempts()).isEqualTo(2);
            assertThat(smtp.taken()).hasSize(1);
        }
    }

    @Test
    void givesUpVisiblyAfterThreeDays() throws Exception {
        try (var headroom = Instance.mailingTo(database, clock, closedPort(), List.of("cto@example.com"))) {
            headroom.assess(SampleAssessment.workers());

            for (int hours = 0; hours <= 80; hours += 4) {
                headroom.dispatch().sendDue();
                clock.advance(Duration.ofHours(4));
            }

            var failed = headroom.report().deliveries().getFirst();
            assertThat(failed.state()).isEqualTo(State.FAILED);
            assertThat(failed.attempts()).isBetween(8, 20);
            assertThat(failed.reason()).startsWith("Given up after 72 hours: The mail server could not be reached");
        }
    }

    private static int closedPort() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void aRefusedRecipientDoesNotKeepTheOthersFromTheirs() throws Exception {
        try (var smtp = StubMailServer.start().refusing("finance@example.com");
                var headroom = Instance.mailingTo(database, clock, smtp.port(), THREE)) {
            headroom.assess(SampleAssessment.workers());

            headroom.dispatch().sendDue();

            assertThat(headroom.report().deliveries())
                    .extracting(Delivery::recipient, Delivery::state)
                    .containsExactlyInAnyOrder(
                            org.assertj.core.groups.Tuple.tuple("cto@example.com", State.SENT),
                            org.assertj.core.groups.Tuple.tuple("finance@example.com", State.FAILED),
                            org.assertj.core.groups.Tuple.tuple("sre@example.com", State.SENT));
            assertThat(headroom.report().deliveries())
                    .filteredOn(delivery -> delivery.state() == State.FAILED)
                    .allMatch(delivery -> String.valueOf(delivery.reason()).contains("no such mailbox"));
        }
    }

    @Test
    void anInstanceThatSleptPastItsClaimSendsNothing() throws Exception {
        try (var smtp = StubMailServer.start();
                var headroom = Instance.mailingTo(database, clock, smtp.port(), List.of("cto@example.com"))) {
            headroom.assess(SampleAssessment.workers());
            var sleeper = headroom.deliveries()
                    .claimWeekly("cto@example.com", WEEK, "<stable@example.com>", clock.instant())
                    .orElseThrow();

            clock.advance(Deliveries.CLAIM);
            headroom.dispatch().sendDue();

            assertThat(headroom.deliveries().beginSending(sleeper, UUID.randomUUID(), clock.instant()))
                    .isFalse();
            assertThat(smtp.taken()).hasSize(1);
            assertThat(headroom.report().deliveries().getFirst().state()).isEqualTo(State.SENT);
        }
    }

    @Test
    void aMailWhoseSenderDiedIsInDoubt() throws Exception {
        try (var smtp = StubMailServer.start();
                var headroom = Instance.mailingTo(database, clock, smtp.port(), List.of("cto@example.com"))) {
            headroom.assess(SampleAssessment.workers());
            var dying = headroom.deliveries()
                    .claimWeekly("cto@example.com", WEEK, "<stable@example.com>", clock.instant())
                    .orElseThrow();
            assertThat(headroom.deliveries().beginSending(dying, SampleAssessment.ID, clock.instant()))
                    .isTrue();

            clock.advance(Deliveries.CLAIM);
            headroom.dispatch().sendDue();

            assertThat(smtp.taken()).isEmpty();
            assertThat(headroom.report().deliveries().getFirst().state()).isEqualTo(State.IN_DOUBT);
        }
    }

    @Test
    void sendsOnDemandBesideTheWeeksOwnReport() throws Exception {
        try (var smtp = StubMailServer.start();
                var headroom = Instance.mailingTo(database, clock, smtp.port(), List.of("cto@example.com"))) {
            headroom.assess(SampleAssessment.workers());

            headroom.dispatch().sendDue();
            var asked = headroom.report().sendNow();

            assertThat(asked)
                    .singleElement()
                    .matches(delivery -> delivery.state() == State.SENT && !delivery.scheduled());
            assertThat(smtp.taken()).hasSize(2);
            assertThat(headroom.report().deliveries()).hasSize(2);
        }
    }
}

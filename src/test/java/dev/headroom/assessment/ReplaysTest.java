package dev.headroom.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.access.Role;
import dev.headroom.inventory.Inventory;
import dev.headroom.testing.RunningServer;
import dev.headroom.units.Resource;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.util.ReflectionTestUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A pool's own history, replayed: the page and the route, with an answer and without. */
class ReplaysTest extends RunningServer {

    @Autowired
    private Replays replays;

    @Autowired
    private Inventory inventory;

    @Autowired
    private Clock clock;

    @BeforeEach
    void workers() {
        fill();
        jdbc.sql("insert into pool (id, name) values ('workers', 'workers') on conflict do nothing")
                .update();
        jdbc.sql("insert into observation (until) values (now()) on conflict do nothing")
                .update();
        for (int i = 1; i <= 4; i++) {
            jdbc.sql("insert into node (id, name, pool_id, model, first_seen, last_seen)"
                            + " values (?, ?, 'workers', 'hetzner/AX162-R', now() - interval '400 days', now())")
                    .params("replayed-" + i, "replayed-" + i)
                    .update();
            jdbc.sql("insert into capacity_change values (?, 'cpu', now() - interval '400 days', 48)")
                    .param("replayed-" + i)
                    .update();
            jdbc.sql("insert into service_span values (?, 'cpu', 'workers', now() - interval '400 days', now())")
                    .param("replayed-" + i)
                    .update();
        }
        ReflectionTestUtils.invokeMethod(inventory, "forget");
    }

    @AfterEach
    void removeWorkers() {
        jdbc.sql("delete from pool_replay").update();
        jdbc.sql("delete from observation").update();
        jdbc.sql("delete from daily_usage where subject_id = 'workers'").update();
        for (var table : new String[] {"capacity_change", "service_span"}) {
            jdbc.sql("delete from " + table + " where node_id like 'replayed-%'")
                    .update();
        }
        jdbc.sql("delete from node where id like 'replayed-%'").update();
        ReflectionTestUtils.invokeMethod(inventory, "forget");
    }

    @Test
    void tellsWhatEachRuleWouldHaveBrought() {
        days(390);

        replays.refresh(yesterday(), clock.instant());

        var item = item();
        assertThat(item.at("/unanswered").isNull()).isTrue();
        assertThat(item.at("/deciding").asBoolean()).isTrue();
        var answer = item.at("/answer");
        assertThat(answer.at("/nodes").asInt()).isEqualTo(4);
        // what a loss of one of four leaves, 144 of 192 cores, is less than 80 %
        assertThat(answer.at("/perNode").asDouble()).isEqualTo(144.0 / 4);
        assertThat(answer.at("/monthly/currency").asString()).isEqualTo("EUR");
        assertThat(answer.at("/courses")
                        .valueStream()
                        .map(course -> course.at("/rule").asString()))
                .containsExactly("order-at-80-percent", "straight-line", "headroom", "hindsight");
        var hindsight = answer.at("/courses/3");
        assertThat(hindsight.at("/daysOver").asInt()).isZero();
        assertThat(hindsight.at("/cost/amount").asDouble())
                .isCloseTo(
                        hindsight.at("/nodeDays").asLong()
                                * answer.at("/monthly/amount").asDouble()
                                * 12
                                / 365.25,
                        org.assertj.core.data.Offset.offset(0.01));
        var page = page();
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("Our advice would have meant", "CPU of workers", "Order at 80", "30-day line", "Hindsight");
        assertThat(get("/api/v1/accuracy/replay?format=csv").body())
                .startsWith("pool,resource,judgedFrom,to,rule,daysOver")
                .contains("workers,cpu,");
    }

    @Test
    void saysHowMuchHistoryIsMissing() {
        days(100);

        replays.refresh(yesterday(), clock.instant());

        var item = item();
        int need = item.at("/needDays").asInt();
        assertThat(item.at("/answer").isNull()).isTrue();
        assertThat(item.at("/haveDays").asInt()).isEqualTo(100);
        assertThat(need).isGreaterThan(200);
        assertThat(item.at("/unanswered").asString())
                .isEqualTo((need - 100) + " more days of history are needed: there is an answer from "
                        + yesterday().plusDays(need - 100L) + " on.");
        assertThat(page().body()).contains("more days of history are needed", "Without an answer so far");
    }

    @Test
    void isComputedAnewOnlyWhereSomethingIsNew() {
        days(390);
        replays.refresh(yesterday().minusDays(3), clock.instant());

        replays.refresh(yesterday(), clock.instant());
        var sameWeek = item().at("/asOf").asString();
        replays.refresh(yesterday().plusDays(4), clock.instant());

        assertThat(sameWeek).isEqualTo(yesterday().minusDays(3).toString());
        assertThat(item().at("/asOf").asString())
                .isEqualTo(yesterday().plusDays(4).toString());
    }

    @Test
    void saysThatThereIsNothingYet() {
        assertThat(page().body()).contains("Would our advice have been right?", "The replay is computed behind");
        assertThat(JsonMapper.shared()
                        .readTree(get("/api/v1/accuracy/replay").body())
                        .at("/items")
                        .isEmpty())
                .isTrue();
    }

    private JsonNode item() {
        var items = JsonMapper.shared()
                .readTree(get("/api/v1/accuracy/replay").body())
                .at("/items");
        return items.valueStream()
                .filter(item -> item.at("/resource").asString().equals(Resource.CPU.id()))
                .findFirst()
                .orElseThrow();
    }

    private HttpResponse<String> page() {
        var browser = newBrowser();
        logIn(browser, userOf(Role.VIEWER), PASSWORD);
        return send(browser, request("/accuracy/replay"));
    }

    private static LocalDate yesterday() {
        return LocalDate.now(ZoneOffset.UTC).minusDays(1);
    }

    /** 80 of 192 cores a year ago, 0.2 more each day. */
    private void days(int count) {
        jdbc.sql("""
                        insert into daily_usage (subject_kind, subject_id, resource, day, mean, p95, max, covered, slots)
                        select 'pool', 'workers', 'cpu', ?::date + 1 - i, v, v, v, 288, 288
                        from generate_series(1, ?) i, lateral (select 158 - i * 0.2 + sin(i)) as x (v)""").params(yesterday(), count).update();
    }
}

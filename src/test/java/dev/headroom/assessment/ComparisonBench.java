package dev.headroom.assessment;

import dev.headroom.catalog.PriceBooks;
import dev.headroom.cost.Assumption;
import dev.headroom.cost.CloudDemand;
import dev.headroom.testing.RunningServer;
import dev.headroom.testing.SampleAssessment;
import java.math.BigDecimal;
import java.net.http.HttpClient;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Measures the 60-month comparison of many pools in the server; {@code bench/comparison} runs it. */
class ComparisonBench extends RunningServer {

    private static final int POOLS = Integer.getInteger("bench.pools", 50);
    private static final int NODES_A_POOL = 6;
    private static final int ROUNDS = 7;
    private static final int MONTHS = 60;
    private static final Currency EUR = Currency.getInstance("EUR");

    @Autowired
    private Assessments assessments;

    @Autowired
    private PriceBooks books;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void measure() {
        var computed = new ArrayList<Long>();
        var first = new ArrayList<Long>();
        var again = new ArrayList<Long>();
        var kept = new ArrayList<Long>();
        for (int round = 0; round < ROUNDS; round++) {
            var inputs = inputs(round);
            computed.add(millis(() -> costs(inputs)));
            assessments.save(assessment(costs(inputs), round), Map.of());
            first.add(millis(() -> ask("&currency=USD")));
            again.add(millis(() -> ask("&currency=USD")));
            kept.add(millis(() -> ask("")));
        }
        System.out.printf(
                "RESULT | %d | %s | %s | %s | %s |%n", POOLS, told(computed), told(first), told(again), told(kept));
    }

    @AfterEach
    void forget() {
        jdbc.sql("delete from assessment where id <> ?")
                .param(SampleAssessment.ID)
                .update();
    }

    /** The first, while the machine is cold, and the median. */
    private static String told(List<Long> millis) {
        return millis.getFirst() + " / " + millis.stream().sorted().toList().get(ROUNDS / 2);
    }

    private static long millis(Supplier<?> what) {
        long began = System.nanoTime();
        what.get();
        return (System.nanoTime() - began) / 1_000_000;
    }

    private String ask(String query) {
        var answer = send(
                client,
                request("/api/v1/costs/comparison?months=60" + query)
                        .header("Authorization", "Bearer " + BOOTSTRAP_TOKEN));
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.body());
        }
        return answer.body();
    }

    private CostInputs inputs(int round) {
        var demand = new ArrayList<CloudDemand>();
        for (int m = 0; m < MONTHS; m++) {
            demand.add(new CloudDemand(
                    BigDecimal.valueOf(POOLS * (150 + m * 1.37) + round),
                    POOLS * (751_619_276_800L + m * 7_777_777_777L),
                    POOLS * (109_951_162_777_600L + m * 777_777_777_777L),
                    POOLS * (20_000_000_000_000L + m * 77_777_777_777L)));
        }
        return new CostInputs(
                books.newest(),
                LocalDate.of(2026, 11, 24),
                LocalDate.of(2027, 1, 1),
                EUR,
                36,
                demand,
                Collections.nCopies(MONTHS, new BigDecimal("79.33")),
                Collections.nCopies(MONTHS, new BigDecimal("1484.37").multiply(BigDecimal.valueOf(POOLS))),
                List.of(),
                List.of(new Assumption(Assumption.Kind.STAFF, new BigDecimal("1234.56"), "board", "2026")));
    }

    private CostAssessment costs(CostInputs inputs) {
        var comparison = new Comparison(inputs, books.current(), EUR);
        var own = comparison.own(List.of("price book"));
        return new CostAssessment(
                inputs.day(),
                inputs.plannedMonths(),
                own,
                comparison.clouds(own),
                List.of(),
                comparison.exchange().orElse(null),
                inputs,
                null);
    }

    /** The sample's pool and nodes so many times over. */
    private static Assessment assessment(CostAssessment costs, int round) {
        var sample = SampleAssessment.workers();
        var pool = sample.pools().getFirst();
        var node = sample.nodes().getFirst();
        return new Assessment(
                UUID.randomUUID(),
                sample.asOf(),
                Instant.parse("2026-11-25T02:15:00Z").plusSeconds(round),
                sample.zone(),
                sample.currency(),
                sample.horizon(),
                sample.verdict(),
                IntStream.range(0, POOLS)
                        .mapToObj(p -> new PoolAssessment(
                                "pool-" + p, "pool-" + p, pool.site(), NODES_A_POOL, pool.resources()))
                        .toList(),
                IntStream.range(0, POOLS * NODES_A_POOL)
                        .mapToObj(n -> new NodeAssessment(
                                "node-" + n,
                                "node-" + n,
                                "pool-" + n / NODES_A_POOL,
                                node.model(),
                                node.firstSeen(),
                                node.lastSeen(),
                                node.state(),
                                node.resources()))
                        .toList(),
                sample.plan(),
                costs,
                sample.data(),
                sample.changes(),
                sample.record());
    }
}

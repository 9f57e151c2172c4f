package dev.headroom.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.plan.Budget;
import dev.headroom.plan.OwnedNodes;
import dev.headroom.plan.Planner;
import dev.headroom.plan.PlanningProblem;
import dev.headroom.plan.PoolDemand;
import dev.headroom.plan.ServerModel;
import dev.headroom.units.Resource;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SolverTest {

    private static final Resource PUBLIC = Resource.bandwidth("public");
    private static final Resource PUBLIC_2 = Resource.bandwidth("public-2");

    @Test
    void warnsInThePoolsOwnNamesWhereTheyShareABudget() {
        var pools = Stream.of("web", "db").map(SolverTest::tooSmall).toList();

        var solved = new Solver(new Planner())
                .solve(pools, new Budget(null, BigDecimal.valueOf(250)), Duration.ofSeconds(10));

        assertThat(solved.warnings())
                .contains("web lacks cpu in months 0 to 1: nothing that has any can be ordered.")
                .hasSize(6)
                .allMatch(warning -> warning.matches("(web|db) lacks (cpu|bandwidth-public|bandwidth-public-2) in .*"));
    }

    /** A pool of one server of 8 cores that needs more of everything. */
    private static PlanningProblem tooSmall(String name) {
        return new PlanningProblem(
                "EUR",
                LocalDate.of(2027, 1, 1),
                2,
                List.of(new PoolDemand(
                        name,
                        Map.of(),
                        0,
                        1,
                        List.of(new OwnedNodes("ax", 1, null)),
                        Map.of(
                                Resource.CPU,
                                Collections.nCopies(2, 20.0),
                                PUBLIC,
                                Collections.nCopies(2, 5e9),
                                PUBLIC_2,
                                Collections.nCopies(2, 5e9)))),
                List.of(new ServerModel(
                        "ax",
                        Map.of(Resource.CPU, 8.0, PUBLIC, 1e9, PUBLIC_2, 1e9),
                        BigDecimal.ZERO,
                        BigDecimal.valueOf(100),
                        1,
                        1,
                        null,
                        false)),
                List.of(),
                Budget.UNLIMITED);
    }
}

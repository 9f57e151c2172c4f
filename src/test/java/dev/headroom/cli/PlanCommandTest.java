package dev.headroom.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class PlanCommandTest {

    private static final String PROBLEM = """
            {"currency": "EUR", "start": "2027-01-01", "months": 3,
             "pools": [{"id": "workers", "threshold": {"cpu": 0.8}, "surviveFailures": 0,
                        "nodes": [{"model": "ax", "count": 1, "lastMonth": null}],
                        "demand": {"cpu": [30.0, 38.4, 50]}}],
             "models": [{"id": "ax", "capacity": {"cpu": 48}, "oneTime": 79, "monthly": 212.37, "leadMonths": 1}],
             "budget": null}
            """;

    private static String run(String input) throws Exception {
        var out = new ByteArrayOutputStream();
        new PlanCommand()
                .run(
                        List.of(),
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                        new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void answersWithThePlan() throws Exception {
        var plan = JsonMapper.builder().build().readTree(run(PROBLEM));

        assertThat(plan.get("status").stringValue()).isEqualTo("optimal");
        assertThat(plan.get("totalCost").decimalValue()).isEqualByComparingTo("928.48");
        assertThat(plan.get("orders").get(0).get("orderMonth").intValue()).isEqualTo(1);
        assertThat(plan.get("capacity").get("workers").get("cpu").get(2).doubleValue())
                .isEqualTo(96);
        assertThat(plan.get("unmet").isEmpty()).isTrue();
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            "months": 3      | "months": 4        | pools[0].demand.cpu must hold 4 values, one for each month: it holds 3
            "months": 3      | "months": -1       | months must be a whole number from 0 to 1200: -1
            "months": 3      | "months": 3.5      | months must be a whole number: 3.5
            "months": 3      | "month": 3         | month is not known here; known are budget, currency, models, months, pools, start, upgrades
            "count": 1       | "count": "1"       | pools[0].nodes[0].count must be a whole number: "1"
            "count": 1       | "count": 99999999999999 | pools[0].nodes[0].count must be a whole number: 99999999999999
            "model": "ax"    | "model": "ay"      | pools[0].nodes[0].model names no model: 'ay'
            38.4             | -38.4              | pools[0].demand.cpu[1] must be a number from 0 to 1e24: -38.4
            38.4             | null               | pools[0].demand.cpu[1] must be a number: null
            38.4             | 1e400              | pools[0].demand.cpu[1] must be a number from 0 to 1e24: Infinity
            {"cpu": 0.8}     | {"cpu": 80}        | pools[0].threshold.cpu must be a number from 0 to 1: 80.0
            {"cpu": 0.8}     | {"gpu": 0.8}       | pools[0].threshold.gpu: resource must be cpu, memory, disk, pods or bandwidth-<link>: 'gpu'
            "count": 1,      | "count": 1000000}, {"model": "ax", "count": 1000000, | pools[0].nodes must be 1000000 at most together: 2000000
            "model": "ax"    | "model": "a\\nx" | pools[0].nodes[0].model names no model: 'a x'
            212.37           | 1e2147483648       | models[0].monthly must be a number with a smaller exponent: 1e2147483648
            212.37           | -212.37            | models[0].monthly must be an amount from 0 to 1e12: -212.37
            "oneTime"        | "onetime"          | models[0].onetime is not known here; known are capacity, id, leadMonths, maxPerMonth, monthly, oneTime, orderable, termMonths
            "currency": "EUR" | "upgrades": []    | currency is missing
            2027-01-01       | 2027-13-01         | start must be a day such as "2027-01-01": "2027-13-01"
            """)
    void namesThePathAndTheValueOfWhatIsWrong(String right, String wrong, String message) {
        assertThatThrownBy(() -> run(PROBLEM.replace(right, wrong)))
                .isInstanceOf(Command.BadInput.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            {"months": NaN}               | no valid JSON at line 1, column 15, in months: what stands there can't be read, near 'months": NaN}'
            {"pools": [{"id": }]}         | no valid JSON at line 1, column 19, in pools[0].id: what stands there can't be read, near 's": [{"id": }]}'
            {"months": 1, "months": 2}    | no valid JSON at line 1, column 23, in months: it stands twice
            {"pools": [{"id": "a"         | no valid JSON at line 1, column 22, in pools[0].id: it ends too soon
            [] []                         | no valid JSON at line 1, column 4: what stands there can't be read, near '[] []'
            """)
    void refusesWhatIsNoJsonInPlainWords(String input, String message) {
        assertThatThrownBy(() -> run(input))
                .isInstanceOf(Command.BadInput.class)
                .hasMessage(message);
    }

    @Test
    void refusesWhatIsNestedWithoutEnd() {
        assertThatThrownBy(() -> run("[".repeat(100_000)))
                .isInstanceOf(Command.BadInput.class)
                .hasMessage("no valid JSON: it is nested too deeply, or has too long a name, text or number");
    }
}

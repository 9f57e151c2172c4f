package dev.headroom.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CompareCommandTest {

    private static final String EXAMPLE = """
            { "cores": 250, "memoryBytes": 751619276800, "egressBytesPerMonth": 109951162777600, "storageBytes": 0,
              "commitment": "on-demand", "regions": {"aws": "us-east-1", "gcp": "us-central1", "azure": "eastus"} }
            """;

    @Test
    void comparesTheSameDemandInEachCloud() throws Exception {
        var answer = run(EXAMPLE);

        assertThat(answer.path("asOf").stringValue()).isEqualTo("2026-11-24");
        assertThat(texts(answer, "provider")).containsExactly("aws", "gcp", "azure");
        assertThat(texts(answer, "compute")).containsExactly("10211.12", "7894.93", "12763.32");
        assertThat(texts(answer, "egress")).containsExactly("7978.20", "8509.44", "7867.56");
        assertThat(texts(answer, "controlPlane")).containsExactly("73.00", "73.00", "73.00");
        assertThat(texts(answer, "storage")).containsExactly("0.00", "0.00", "0.00");
        for (var cloud : answer.path("clouds")) {
            var sum = new BigDecimal(cloud.path("compute").stringValue())
                    .add(new BigDecimal(cloud.path("egress").stringValue()))
                    .add(new BigDecimal(cloud.path("controlPlane").stringValue()))
                    .add(new BigDecimal(cloud.path("storage").stringValue()));
            assertThat(cloud.path("total").stringValue()).isEqualTo(sum.toPlainString());
            assertThat(cloud.has("reason")).isFalse();
            assertThat(cloud.path("sources")).isNotEmpty().allSatisfy(source -> {
                assertThat(source.path("what").stringValue()).isNotBlank();
                assertThat(source.path("source").stringValue()).isNotBlank();
                assertThat(source.path("asOf").stringValue()).isNotBlank();
            });
        }
    }

    @Test
    void aProviderWithoutThePriceIsNullWithTheReason() throws Exception {
        var aws = run(EXAMPLE.replace("on-demand", "1y")).path("clouds").get(0);

        assertThat(aws.path("compute").isNull()).isTrue();
        assertThat(aws.path("total").isNull()).isTrue();
        assertThat(aws.path("instances")).isEmpty();
        assertThat(aws.path("egress").stringValue()).isEqualTo("7978.20");
        assertThat(aws.path("reason").stringValue())
                .isEqualTo("compute: no x86-64 instance type of AWS us-east-1 has a price for 1y");
    }

    @Test
    void aRegionThatTheBookDoesNotKnowIsNullWithTheReason() throws Exception {
        var gcp = run(EXAMPLE.replace("us-central1", "mars-north1"))
                .path("clouds")
                .get(1);

        assertThat(gcp.path("total").isNull()).isTrue();
        assertThat(gcp.path("reason").stringValue())
                .contains("compute: the price book knows no instance type of Google Cloud mars-north1")
                .contains("egress: the price book knows no egress price of Google Cloud mars-north1");
    }

    @Test
    void defaultsStandWhereNothingIsSaid() throws Exception {
        var answer = run("{\"cores\": 1, \"memoryBytes\": 1, \"egressBytesPerMonth\": 0}");

        assertThat(texts(answer, "region")).containsExactly("us-east-1", "us-central1", "eastus");
        assertThat(texts(answer, "commitment")).containsOnly("on-demand");
        assertThat(texts(answer, "storage")).containsOnly("0.00");
    }

    @Test
    void armCountsOnlyWhereItIsAskedFor() throws Exception {
        var demand = "{\"cores\": 64, \"memoryBytes\": 1, \"egressBytesPerMonth\": 0%s}";

        var x86 = new BigDecimal(texts(run(demand.formatted("")), "compute").getFirst());
        var both =
                new BigDecimal(texts(run(demand.formatted(", \"architectures\": [\"x86-64\", \"arm64\"]")), "compute")
                        .getFirst());

        assertThat(both).isEqualByComparingTo("1906.18").isLessThan(x86);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "``                                    | the input is empty",
                "{                                     | no valid JSON at line 1",
                "[]                                    | the input must be an object: []",
                "{\"cores\":1} {}                      | no valid JSON",
                "{\"cores\":1,\"cores\":2}             | no valid JSON at line 1, column 19",
                "{\"memoryBytes\":1}                   | cores is missing",
                "{\"core\":1}                          | core is not known here; known are architectures, commitment, cores",
                "{\"cores\":\"9\",\"memoryBytes\":1,\"egressBytesPerMonth\":1}    | cores must be a number: \"9\"",
                "{\"cores\":-1,\"memoryBytes\":1,\"egressBytesPerMonth\":1}       | cores must be from 0 to 1000000000: -1",
                "{\"cores\":1e-99,\"memoryBytes\":1,\"egressBytesPerMonth\":1}    | cores must be a number of at most 18 decimals",
                "{\"cores\":1,\"memoryBytes\":1.5,\"egressBytesPerMonth\":1}      | memoryBytes must be a whole number of bytes: 1.5",
                "{\"cores\":1,\"memoryBytes\":1e30,\"egressBytesPerMonth\":1}     | memoryBytes must be from 0 to",
                "{\"cores\":1,\"memoryBytes\":1,\"egressBytesPerMonth\":null}     | egressBytesPerMonth must be a number: null",
                "{\"cores\":1,\"memoryBytes\":1,\"egressBytesPerMonth\":1,\"commitment\":\"2y\"} | commitment must be on-demand, 1y or 3y: \"2y\"",
                "{\"cores\":1,\"memoryBytes\":1,\"egressBytesPerMonth\":1,\"regions\":{\"oci\":\"x\"}} | regions.oci is not known here; known are aws, azure, gcp",
                "{\"cores\":1,\"memoryBytes\":1,\"egressBytesPerMonth\":1,\"regions\":{\"aws\":7}} | regions.aws must be a string: 7",
                "{\"cores\":1,\"memoryBytes\":1,\"egressBytesPerMonth\":1,\"architectures\":[\"mips\"]} | architectures[0] must be x86-64 or arm64: \"mips\"",
                "{\"cores\":1,\"memoryBytes\":1,\"egressBytesPerMonth\":1,\"architectures\":[]} | architectures must be a list of at least one",
            })
    void badInputIsOneLineWithItsPathAndValue(String input, String message) throws IOException {
        var out = new ByteArrayOutputStream();

        assertThatThrownBy(() -> new CompareCommand().run(List.of(), stream(input), new PrintStream(out)))
                .isInstanceOf(Command.BadInput.class)
                .hasMessageContaining(message)
                .message()
                .doesNotContain("\n");
        assertThat(out.size()).isZero();
    }

    private static JsonNode run(String input) throws Exception {
        var out = new ByteArrayOutputStream();
        new CompareCommand().run(List.of(), stream(input), new PrintStream(out, true, StandardCharsets.UTF_8));
        return JsonMapper.builder().build().readTree(out.toByteArray());
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> texts(JsonNode answer, String field) {
        return answer.path("clouds")
                .valueStream()
                .map(cloud -> cloud.path(field).stringValue())
                .toList();
    }
}

package dev.headroom.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.units.InvalidSetting;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class LinksTest {

    @Test
    void putEveryInterfaceOnThePublicLinkWhereNothingIsSet() {
        var links = links(Map.of());

        assertThat(links.names()).containsExactly("public", "private");
        assertThat(links.claimedBy("eth0")).isEmpty();
        assertThat(links.ofTheRest()).contains("public");
        assertThat(links.capacity("public", "web", "web")).isNull();
    }

    @Test
    void readExpressionsAndCapacitiesFromTheEnvironment() {
        var links = links(Map.of(
                "HEADROOM_LINKS_PUBLIC", "eth0|eno1",
                "HEADROOM_LINKS_PUBLIC_CAPACITY", "2Gbps",
                "HEADROOM_LINKS_PRIVATE_CAPACITY", "web=2.5Gbps, db=25Gbps",
                "HEADROOM_LINKS_STORAGE_NET", "mlx.*"));

        assertThat(links.names()).containsExactly("public", "private", "storage-net");
        assertThat(links.claimedBy("eno1")).contains("public");
        assertThat(links.claimedBy("eno11")).isEmpty();
        assertThat(links.claimedBy("mlx0")).contains("storage-net");
        assertThat(links.ofTheRest()).contains("private");
        assertThat(links.capacity("public", "web", "web")).isEqualTo(2e9);
        assertThat(links.capacity("private", "web", "web")).isEqualTo(2.5e9);
        assertThat(links.capacity("private", "db", "db")).isEqualTo(25e9);
        assertThat(links.capacity("private", "other", "other")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "2", "-2Gbps", "0Gbps", "web=2Gbps,db", "=2Gbps", "2Gbps,3Gbps", "NaNbps"})
    void refuseACapacityThatIsNoSpeedByName(String value) {
        assertThatThrownBy(() -> links(Map.of("HEADROOM_LINKS_PUBLIC_CAPACITY", value)))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageStartingWith(
                        "HEADROOM_LINKS_PUBLIC_CAPACITY is '" + value + "': must be a speed such as 2Gbps");
    }

    @Test
    void refuseABrokenExpressionByName() {
        assertThatThrownBy(() -> links(Map.of("HEADROOM_LINKS_PRIVATE", "eth(")))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageStartingWith("HEADROOM_LINKS_PRIVATE is 'eth(': must be a regular expression");
    }

    private static Links links(Map<String, Object> variables) {
        var environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new SystemEnvironmentPropertySource("variables", variables));
        return new Links(environment);
    }
}

package dev.headroom.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportPropertiesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cto@example.com\r\nBcc: evil@example.com",
                "ct\u760a@example.com",
                "cto",
                "a@example.com, b@example.com",
            })
    void aRecipientThatIsNoAddressStopsTheStart(String recipient) {
        assertThatThrownBy(() -> new ReportProperties.Mail(
                        "capacity@example.com", List.of(recipient), Duration.ofHours(72), true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("HEADROOM_MAIL_TO is '")
                .hasMessageNotContaining("\r");
    }

    @Test
    void anAddressThatIsNamedTwiceGetsOneMail() {
        var mail = new ReportProperties.Mail(
                "capacity@example.com",
                List.of("cto@example.com", "CTO <CTO@Example.com>"),
                Duration.ofHours(72),
                true);

        assertThat(mail.to()).containsExactly("cto@example.com");
    }

    @Test
    void aDashboardAddressIsAWebAddress() {
        var mail = new ReportProperties.Mail(null, List.of(), Duration.ofHours(72), true);

        assertThat(new ReportProperties(URI.create("https://headroom.example.com/"), mail).link("/plan"))
                .isEqualTo("https://headroom.example.com/plan");
        assertThat(new ReportProperties(null, mail).link("/plan")).isNull();
        assertThatThrownBy(() -> new ReportProperties(URI.create("javascript:alert(1)"), mail))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("HEADROOM_BASE_URL");
    }
}

package dev.headroom.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OfferNameTest {

    @ParameterizedTest
    @CsvSource({
        "hetzner/AX162-S, AX162-S (hetzner)",
        "hetzner/AX162-S/public-10g, 10\u00a0Gbit/s public link for AX162-S",
        "ovh/ADVANCE-1/private-2.5g, 2.5\u00a0Gbit/s private link for ADVANCE-1",
        "own server, own server"
    })
    void namesAnOfferInAReadersWords(String id, String name) {
        assertThat(OfferName.of(id)).isEqualTo(name);
    }
}

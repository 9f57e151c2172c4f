package dev.headroom.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.cost.CloudCosting;
import dev.headroom.cost.CloudDemand;
import dev.headroom.cost.CloudProvider;
import dev.headroom.cost.CloudQuote;
import dev.headroom.cost.Commitment;
import dev.headroom.units.Money;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Amounts that the providers' own price pages give for the shipped book's rows. */
class ReferenceAmountsTest {

    private static final PriceBook BOOK = PriceBook.shipped();
    private static final long GIB = 1L << 30;

    @ParameterizedTest(name = "{2} GB out of {0} {1}")
    @CsvSource({
        "AWS,   us-east-1,          102400, 7978.20",
        "GCP,   europe-west3,       102400, 8970.24",
        "GCP,   us-central1,        102400, 8509.44",
        "AZURE, eastus,             102400, 7867.56",
        "AZURE, germanywestcentral, 102400, 7867.56",
        "AWS,   us-east-1,             100, 0.00",
        "AWS,   us-east-1,             101, 0.09",
        "AWS,   us-east-1,           10240, 912.60",
        "AZURE, eastus,              10340, 890.88",
        "GCP,   us-central1,          1024, 122.88",
    })
    void egressIsPricedTierByTier(CloudProvider provider, String region, long gigabytes, String expected) {
        var prices = BOOK.cloudPrices(provider, region);

        var quote = new CloudCosting(List.of(prices))
                .quote(provider, Commitment.ON_DEMAND, new CloudDemand(BigDecimal.ZERO, 0, gigabytes * GIB, 0));

        assertThat(quote.egress().money()).isEqualTo(Money.of(expected, "USD"));
    }

    @ParameterizedTest(name = "{3} x {2} {4}")
    @CsvSource({
        "AWS, us-east-1,   m7a.16xlarge,    4, on-demand, 10831.56",
        "AWS, us-east-1,   m7a.16xlarge,    4, 3y,         4276.33",
        "GCP, us-central1, n2d-standard-64, 8, 3y,         7105.93",
    })
    void instancesCostTheirMonth(
            CloudProvider provider, String region, String type, int count, String commitment, String expected) {
        var instance = BOOK.cloudPrices(provider, region).instanceTypes().stream()
                .filter(candidate -> candidate.name().equals(type))
                .findFirst()
                .orElseThrow();

        var price = instance.monthlyPrice(Commitment.of(commitment).orElseThrow())
                .orElseThrow()
                .multiply(BigDecimal.valueOf(count));

        assertThat(Money.of(price.toPlainString(), "USD").rounded()).isEqualTo(Money.of(expected, "USD"));
    }

    @Test
    void fourLargeInstancesAreTheCheapestMixOf256CoresAndATerabyte() {
        var demand = new CloudDemand(BigDecimal.valueOf(256), 1024 * GIB, 0, 0);

        var quote = new CloudCosting(List.of(BOOK.cloudPrices(CloudProvider.AWS, "us-east-1")))
                .quote(CloudProvider.AWS, Commitment.ON_DEMAND, demand);

        assertThat(quote.compute().money()).isEqualTo(Money.of("10831.56", "USD"));
        assertThat(quote.instances()).extracting(CloudQuote.Instances::type).allMatch(type -> type.startsWith("m7a."));
        assertThat(quote.controlPlane().money()).isEqualTo(Money.of("73.00", "USD"));
    }

    @Test
    void theWholeExampleAddsUp() {
        var demand = new CloudDemand(BigDecimal.valueOf(250), 751619276800L, 109951162777600L, 1L << 40);

        var quotes = new CloudCosting(BOOK.cloudPrices()).compare(demand, Commitment.ON_DEMAND);

        assertThat(quotes).allSatisfy(quote -> {
            var sum = quote.lines().values().stream()
                    .map(amount -> amount.money())
                    .reduce(Money.zero(quote.currency()), Money::plus);
            assertThat(quote.total().money()).isEqualTo(sum);
            assertThat(quote.sources()).isNotEmpty();
        });
        assertThat(quotes)
                .extracting(quote -> quote.storage().money().toString())
                .containsExactly("81.92 USD", "102.40 USD", "82.94 USD");
    }
}

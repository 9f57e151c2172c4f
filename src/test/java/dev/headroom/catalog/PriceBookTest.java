package dev.headroom.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.headroom.cost.CloudCosting;
import dev.headroom.cost.CloudDemand;
import dev.headroom.cost.CloudProvider;
import dev.headroom.cost.Commitment;
import dev.headroom.cost.InstanceType;
import dev.headroom.units.Money;
import dev.headroom.units.Resource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceBookTest {

    private static final PriceBook BOOK = PriceBook.shipped();
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);
    private static final Currency EUR = Currency.getInstance("EUR");
    private static final Currency USD = Currency.getInstance("USD");

    @Test
    void theShippedBookMeetsNoObjection() {
        assertThat(BOOK.objections()).isEmpty();
    }

    @Test
    void theCurrentOfferIsTheNewestThatCanBeOrdered() {
        var offer = BOOK.orderableServer("hetzner/AX162-R", TODAY).orElseThrow();

        assertThat(BOOK.servers())
                .filteredOn(row -> row.id().equals(offer.id()))
                .hasSize(3);
        assertThat(offer.monthly()).isEqualTo(Money.of("266", "EUR"));
        assertThat(offer.setupFee()).isEqualTo(Money.of("1033", "EUR"));
        assertThat(offer.capacity())
                .containsEntry(Resource.CPU, 48.0)
                .containsEntry(Resource.MEMORY, 256.0 * (1L << 30))
                .containsEntry(Resource.bandwidth("public"), 1e9)
                .doesNotContainKey(Resource.bandwidth("private"));
    }

    @Test
    void whatEndedIsNotOffered() {
        var ids = BOOK.orderableServers(TODAY).stream().map(ServerOffer::id).toList();

        assertThat(ids)
                .doesNotHaveDuplicates()
                .contains("hetzner/AX42", "ovhcloud/ADVANCE-2", "ovhcloud/SCALE-a1-2026")
                .doesNotContain(
                        "hetzner/EX44",
                        "hetzner/AX102-U",
                        "equinix-metal/c3.medium.x86",
                        "dell/PowerEdge-R7625-(37signals-config)");
    }

    @Test
    void whatASourceDoesNotSayStaysUnknown() {
        assertThat(BOOK.orderableServer("hetzner/AX42", TODAY).orElseThrow().setupFee())
                .isNull();
        assertThat(BOOK.orderableServer("ovhcloud/SCALE-a1-2026", TODAY)
                        .orElseThrow()
                        .memoryBytes())
                .isNull();
    }

    @Test
    void anUpgradeWithoutAPublishedPriceSaysSo() {
        assertThat(BOOK.upgrades("hetzner/AX162-R"))
                .extracting(LinkUpgrade::id, LinkUpgrade::confidence)
                .containsExactly(
                        tuple("hetzner/AX162-R/public-10g", "medium"),
                        tuple("hetzner/AX162-R/private-25g", "assumption"));
    }

    @Test
    void regionsAndTheirPricesAreTakenAsTheyStand() {
        assertThat(BOOK.regions(CloudProvider.AWS)).containsExactly("ap-northeast-1", "us-east-1");
        var unheardOf = BOOK.cloudPrices(CloudProvider.GCP, "mars-north1");
        assertThat(unheardOf.instanceTypes()).isEmpty();
        assertThat(unheardOf.egress()).isNull();
        assertThat(unheardOf.controlPlane()).isNotNull();
    }

    @Test
    void aRegionWhosePriceIsMissingGetsNoTotalButAReason() {
        var costing = new CloudCosting(List.of(BOOK.cloudPrices(CloudProvider.AZURE, "germanywestcentral")));
        var demand = new CloudDemand(BigDecimal.TEN, 1L << 36, 0, 1L << 40);

        var quote = costing.quote(CloudProvider.AZURE, Commitment.ON_DEMAND, demand);

        assertThat(quote.compute().isKnown()).isTrue();
        assertThat(quote.storage().isKnown()).isFalse();
        assertThat(quote.total().toString())
                .contains("storage: the price book knows no block storage price of Azure germanywestcentral");
    }

    @Test
    void convertsBothWaysAtTheRateOfTheDay() {
        var rate = BOOK.exchangeRate(USD, EUR, TODAY).orElseThrow();

        assertThat(rate.day()).isEqualTo(LocalDate.of(2026, 10, 28));
        assertThat(rate.convert(Money.of("1113.30", "USD")).rounded()).isEqualTo(Money.of("1000.00", "EUR"));
        assertThat(BOOK.exchangeRate(EUR, USD, TODAY).orElseThrow().rate()).isEqualByComparingTo("1.1133");
        assertThat(BOOK.exchangeRate(USD, EUR, LocalDate.of(2026, 10, 27))).isEmpty();
        assertThat(BOOK.exchangeRate(EUR, EUR, TODAY).orElseThrow().changesNothing())
                .isTrue();
    }

    @Test
    void saysHowLongDeliveriesTake() {
        assertThat(BOOK.leadTimes())
                .filteredOn(time -> time.kind().equals("oem_server_2026"))
                .singleElement()
                .satisfies(time -> {
                    assertThat(time.fewestWeeks()).isEqualTo(8);
                    assertThat(time.mostWeeks()).isEqualTo(12);
                });
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "2026-10-04,                             2026-10-04",
        "2026-09,                                2026-09-01",
        "2026-06/07,                             2026-06-01",
        "2026-H2 approx,                         2026-07-01",
        "2024 approx,                            2024-01-01",
        "2026-02-02 setup; monthly 2026-H1 approx, 2026-01-01",
        "undated,                                ",
    })
    void readsADateAsExactlyAsItIsGiven(String text, LocalDate earliest) {
        assertThat(PriceDate.of(text).earliest()).isEqualTo(earliest);
    }

    @Test
    void anOldOrUndatedPriceIsStale() {
        assertThat(PriceDate.of("2026-10-04").isStale(TODAY, 180)).isFalse();
        assertThat(PriceDate.of("2026-05-28").isStale(TODAY, 180)).isFalse();
        assertThat(PriceDate.of("2026-05-27").isStale(TODAY, 180)).isTrue();
        assertThat(PriceDate.of("undated").isStale(TODAY, 180)).isTrue();
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(
            value = {
                // a Windows price among Linux ones
                "cloud_instances.csv | 0.688,502.24 | 1.424,1039.52 | on_demand_hourly | out of line within its family",
                // an hour in a month's column, and the other way round
                "cloud_instances.csv | 3.70944,2707.89 | 3.70944,3.71 | on_demand_monthly_730h | a month is 730 hours",
                "cloud_instances.csv | 3.70944,2707.89 | 2707.89,2707.89 | on_demand_hourly | out of line",
                "cloud_instances.csv | ,1069.083333, | ,1.46, | commit_3y_monthly | less than 15 %",
                "cloud_instances.csv | ,1069.083333, | ,3000, | commit_3y_monthly | more than the month on demand",
                // a vCPU taken for a core, and a core for a thread
                "cloud_instances.csv | 64,32,256,25.0,baseline,2.7648 | 64,64,256,25.0,baseline,2.7648 | physical_cores | a thread",
                "cloud_instances.csv | 64,64,256,25.0,baseline,3.70944 | 64,32,256,25.0,baseline,3.70944 | physical_cores | a core",
                "cloud_instances.csv | aws,m6a.16xlarge | aws,m6a.4xlarge | instance_type | stands twice",
                "cloud_instances.csv | 199.19,USD | 199.19,EUR | currency | differs from the other prices",
                "cloud_egress.csv | 100,10240,0.09, | 90,10240,0.09, | tier_from_gb | overlaps the tier before",
                "cloud_egress.csv | 100,10240,0.09, | 110,10240,0.09, | tier_from_gb | leaves a gap",
                "cloud_egress.csv | 100,10240,0.09, | 100,99,0.09, | tier_to_gb | is not above",
                "cloud_egress.csv | 153600,,0.05, | 153600,200000,0.05, | tier_to_gb | the last tier is open",
                "cloud_fees.csv | all,0.1,cluster-hour | all,73,cluster-hour | price | a month's price",
                "cloud_fees.csv | 0.08,GB-month | 0.08,GB | unit | GB-month",
                "bare_metal_servers.csv | ,255.5,,0,EUR | ,0.35,,0,EUR | price_monthly | 730 times too low",
                "bare_metal_servers.csv | ,266,,1033 | ,34000,,1033 | price_monthly | a purchase price",
                "bare_metal_servers.csv | ,,,,35000,0,USD | ,,,,800,0,USD | price_capex | a rent",
                "bare_metal_servers.csv | EPYC 9554,64,128,128 | EPYC 9554,64,32,128 | threads | one or two",
                "server_upgrades.csv | hetzner,AX42,public | hetzner,AX43,public | model | is no server",
            },
            delimiter = '|')
    void objectsToKnownNonsense(String file, String original, String planted, String column, String reason) {
        var book = PriceBook.read(name -> shipped(name, file, original, planted));

        assertThat(book.objections()).anySatisfy(objection -> {
            assertThat(objection.file()).isEqualTo(file);
            assertThat(objection.column()).isEqualTo(column);
            assertThat(objection.reason()).contains(reason);
            assertThat(objection.line()).isGreaterThan(1);
        });
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(
            value = {
                "cloud_instances.csv | ,0.6912, | ,0, | cloud_instances.csv line 2, on_demand_hourly: '0' must be more than 0",
                "cloud_instances.csv | ,0.6912, | ,cheap, | cloud_instances.csv line 2, on_demand_hourly: 'cheap' must be a number",
                "cloud_instances.csv | x86-64,16,8,64 | x86-64,16,none,64 | cloud_instances.csv line 2, physical_cores: 'none' must be a whole number",
                "cloud_instances.csv | ,ram_gib, | ,ram_gb, | cloud_instances.csv line 1: column ram_gib is missing",
                "cloud_instances.csv | 199.19,USD | 199.19,US$ | cloud_instances.csv line 2, currency: 'US$' must be an ISO 4217 currency code",
                "cloud_egress.csv | 100,10240,0.09, | 100,10240,-0.09, | cloud_egress.csv line 3, price_per_gb: '-0.09' must not be negative",
                "cloud_egress.csv | 0,100,0,USD | -5,100,0,USD | cloud_egress.csv line 2, tier_from_gb: '-5' must not be negative",
                "bare_metal_servers.csv | ,37.3,,39 | ,,,39 | bare_metal_servers.csv line 2, price_monthly: '' must not be empty",
                "bare_metal_servers.csv | ,37.3,,39 | ,0,,39 | bare_metal_servers.csv line 2, price_monthly: '0' must be more than 0",
                "bare_metal_servers.csv | price superseded 2026 | gone | lifecycle: 'gone' must be orderable",
                "bare_metal_servers.csv | EX44,rent-monthly,HEL1 | EX44,rent-weekly,HEL1 | acquisition: 'rent-weekly' must be rent-monthly",
                "price_book.csv | 2026-11-24 | soon | price_book.csv line 3, value: 'soon' must be a day",
            },
            delimiter = '|')
    void refusesARowThatCannotBeRead(String file, String original, String planted, String message) {
        assertThatThrownBy(() -> PriceBook.read(name -> shipped(name, file, original, planted)))
                .isInstanceOf(BadRow.class)
                .hasMessageContaining(message);
    }

    @Test
    void everyInstanceCostsItsOwnMonth() {
        for (var provider : CloudProvider.values()) {
            for (var region : BOOK.regions(provider)) {
                assertThat(BOOK.cloudPrices(provider, region).instanceTypes())
                        .isNotEmpty()
                        .extracting(InstanceType::monthlyPrices)
                        .allSatisfy(prices -> assertThat(prices).containsKey(Commitment.ON_DEMAND));
            }
        }
    }

    /** Opens a shipped file, with a text in one of them replaced where it first stands. */
    private static String shipped(String name, String file, String original, String planted) {
        try (var stream = Objects.requireNonNull(PriceBook.class.getResourceAsStream("/catalog/" + name))) {
            var text = new StringBuilder(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
            if (!name.equals(file)) {
                return text.toString();
            }
            assertThat(text).contains(original);
            int at = text.indexOf(original);
            return text.replace(at, at + original.length(), planted).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.headroom.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.headroom.assessment.Assessment;
import dev.headroom.assessment.Charge;
import dev.headroom.assessment.PoolAssessment;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A charge in the columns of FOCUS 1.2, in its order and spelling; those with {@code x_} are Headroom's own. What FOCUS calls a
 * provider is the vendor of the server, or {@code internal} for what the company itself spends.
 */
record FocusRow(
        @JsonProperty("BilledCost") @Schema(example = "212.00")
        BigDecimal billedCost,

        @JsonProperty("BillingAccountId") @Schema(example = "hetzner")
        String billingAccountId,

        @JsonProperty("BillingAccountName") @Schema(example = "hetzner")
        String billingAccountName,

        @JsonProperty("BillingCurrency") @Schema(example = "EUR")
        String billingCurrency,

        @JsonProperty("BillingPeriodEnd") @Schema(example = "2027-02-01T00:00:00Z")
        Instant billingPeriodEnd,

        @JsonProperty("BillingPeriodStart") @Schema(example = "2027-01-01T00:00:00Z")
        Instant billingPeriodStart,

        @JsonProperty("ChargeCategory")
        @Schema(
                example = "Usage",
                allowableValues = {"Usage", "Purchase", "Adjustment"})
        String chargeCategory,

        @JsonProperty("ChargeClass") @Schema(description = "Always null: no row corrects another") @Nullable
        String chargeClass,

        @JsonProperty("ChargeDescription") @Schema(example = "Rent of worker-1, by contract")
        String chargeDescription,

        @JsonProperty("ChargeFrequency")
        @Schema(
                example = "Recurring",
                allowableValues = {"One-Time", "Recurring"})
        String chargeFrequency,

        @JsonProperty("ChargePeriodEnd") @Schema(example = "2027-02-01T00:00:00Z")
        Instant chargePeriodEnd,

        @JsonProperty("ChargePeriodStart") @Schema(example = "2027-01-01T00:00:00Z")
        Instant chargePeriodStart,

        @JsonProperty("ConsumedQuantity") @Schema(example = "1") @Nullable
        BigDecimal consumedQuantity,

        @JsonProperty("ConsumedUnit") @Schema(example = "Server-Months") @Nullable
        String consumedUnit,

        @JsonProperty("ContractedCost") @Schema(example = "212.00")
        BigDecimal contractedCost,

        @JsonProperty("ContractedUnitPrice") @Schema(example = "212.00") @Nullable
        BigDecimal contractedUnitPrice,

        @JsonProperty("EffectiveCost") @Schema(example = "212.00")
        BigDecimal effectiveCost,

        @JsonProperty("InvoiceId") @Schema(description = "Always null: invoices are not kept") @Nullable
        String invoiceId,

        @JsonProperty("InvoiceIssuerName") @Schema(example = "hetzner")
        String invoiceIssuerName,

        @JsonProperty("ListCost")
        @Schema(example = "231.00", description = "The contracted cost where no list price is known")
        BigDecimal listCost,

        @JsonProperty("ListUnitPrice") @Schema(example = "231.00") @Nullable
        BigDecimal listUnitPrice,

        @JsonProperty("PricingCategory") @Schema(example = "Standard") @Nullable
        String pricingCategory,

        @JsonProperty("PricingQuantity") @Schema(example = "1") @Nullable
        BigDecimal pricingQuantity,

        @JsonProperty("PricingUnit") @Schema(example = "Server-Months") @Nullable
        String pricingUnit,

        @JsonProperty("ProviderName") @Schema(example = "hetzner")
        String providerName,

        @JsonProperty("PublisherName") @Schema(example = "hetzner")
        String publisherName,

        @JsonProperty("RegionId") @Schema(example = "fsn1") @Nullable
        String regionId,

        @JsonProperty("RegionName") @Schema(example = "fsn1") @Nullable
        String regionName,

        @JsonProperty("ResourceId") @Schema(example = "worker-1") @Nullable
        String resourceId,

        @JsonProperty("ResourceName") @Schema(example = "worker-1") @Nullable
        String resourceName,

        @JsonProperty("ResourceType") @Schema(example = "Server") @Nullable
        String resourceType,

        @JsonProperty("ServiceCategory") @Schema(example = "Compute")
        String serviceCategory,

        @JsonProperty("ServiceName") @Schema(example = "Bare-metal servers")
        String serviceName,

        @JsonProperty("ServiceSubcategory") @Schema(example = "Other (Compute)")
        String serviceSubcategory,

        @JsonProperty("SkuId") @Schema(example = "hetzner/AX162-S") @Nullable
        String skuId,

        @JsonProperty("SkuMeter") @Schema(example = "Server rent") @Nullable
        String skuMeter,

        @JsonProperty("SkuPriceId") @Schema(description = "Always null: prices have no number of their own") @Nullable
        String skuPriceId,

        @JsonProperty("SubAccountId") @Schema(example = "workers", description = "The pool") @Nullable
        String subAccountId,

        @JsonProperty("SubAccountName") @Schema(example = "workers") @Nullable
        String subAccountName,

        @JsonProperty("Tags") Map<String, String> tags,

        @JsonProperty("x_Forecast") @Schema(example = "true", description = "Whether the month is not over yet")
        boolean forecast,

        @JsonProperty("x_Part")
        @Schema(
                example = "owned",
                allowableValues = {"owned", "ordered", "planned"})
        String part) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String INTERNAL = "internal";
    private static final int UNIT_PRICE_SCALE = 4;
    private static final List<RecordComponent> COLUMNS = Arrays.asList(FocusRow.class.getRecordComponents());

    /** What FOCUS calls the service. */
    private record Service(String category, String subcategory, String name, String meter) {

        static Service of(Charge.Kind kind) {
            return switch (kind) {
                case RENT, SERVERS -> server("Server rent");
                case SET_UP -> server("Set-up fee");
                case PURCHASE -> server("Server purchase");
                case DEPRECIATION -> server("Depreciation");
                case RUNNING -> server("Power, colocation and upkeep");
                case LINK -> new Service("Networking", "Network Infrastructure", "Link upgrades", "Link upgrade");
                case TRAFFIC ->
                    new Service(
                            "Networking", "Network Connectivity", "Metered traffic", "Traffic beyond what is included");
                case STAFF -> new Service("Other", "Other (Other)", "Staff", "Staff");
                case MONITORING ->
                    new Service("Management and Governance", "Observability", "Monitoring", "Monitoring");
                case COMPLIANCE -> new Service("Management and Governance", "Compliance", "Compliance", "Compliance");
                case REST, BOOKS -> server("Other own costs");
            };
        }

        private static Service server(String meter) {
            return new Service("Compute", "Other (Compute)", "Bare-metal servers", meter);
        }
    }

    static FocusRow of(Charge charge, Assessment assessment) {
        var service = Service.of(charge.kind());
        var provider = provider(charge);
        var pool = charge.pool() == null ? null : assessment.pool(charge.pool()).orElse(null);
        var site = pool == null ? null : pool.site();
        var contracted = charge.billed().amount().signum() == 0 ? charge.effective() : charge.billed();
        var list = charge.list() == null ? contracted : charge.list();
        var quantity = charge.quantity() == 0 ? null : BigDecimal.valueOf(charge.quantity());
        var unitPrice = quantity == null ? null : exactPart(contracted.amount(), quantity);
        boolean adjusts = charge.kind() == Charge.Kind.REST || charge.kind() == Charge.Kind.BOOKS;
        boolean once = charge.kind() == Charge.Kind.SET_UP || charge.kind() == Charge.Kind.PURCHASE;
        var unit = quantity == null ? null : once ? "Servers" : "Server-Months";
        return new FocusRow(
                charge.billed().amount(),
                provider,
                provider,
                charge.billed().currency().getCurrencyCode(),
                start(charge.month().plusMonths(1)),
                start(charge.month()),
                adjusts ? "Adjustment" : once ? "Purchase" : "Usage",
                null,
                charge.description(),
                once ? "One-Time" : "Recurring",
                start(charge.month().plusMonths(1)),
                start(charge.month()),
                once ? null : quantity,
                once ? null : unit,
                contracted.amount(),
                unitPrice,
                charge.effective().amount(),
                null,
                provider,
                list.amount(),
                charge.list() == null || quantity == null ? null : exactPart(list.amount(), quantity),
                quantity == null ? null : "Standard",
                quantity,
                unit,
                provider,
                provider,
                site,
                site,
                charge.node(),
                charge.node(),
                charge.node() == null ? null : "Server",
                service.category,
                service.name,
                service.subcategory,
                charge.model(),
                charge.model() == null ? null : service.meter,
                null,
                charge.pool(),
                pool == null ? charge.pool() : pool.name(),
                tags(charge, pool),
                !charge.closed(),
                charge.part().name().toLowerCase(Locale.ROOT));
    }

    private static String provider(Charge charge) {
        var model = charge.model();
        int slash = model == null ? -1 : model.indexOf('/');
        return model == null || slash <= 0 || charge.kind() == Charge.Kind.RUNNING
                ? INTERNAL
                : model.substring(0, slash);
    }

    /** A unit price is told only where the quantity times it is the cost to the last digit. */
    private static @Nullable BigDecimal exactPart(BigDecimal cost, BigDecimal quantity) {
        try {
            return cost.divide(quantity, UNIT_PRICE_SCALE, RoundingMode.UNNECESSARY);
        } catch (ArithmeticException noWholeParts) {
            return null;
        }
    }

    private static Instant start(YearMonth month) {
        return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static Map<String, String> tags(Charge charge, @Nullable PoolAssessment pool) {
        var tags = new TreeMap<String, String>();
        tags.put("headroom:part", charge.part().name().toLowerCase(Locale.ROOT));
        if (pool != null) {
            tags.put("headroom:pool", pool.name());
        }
        return tags;
    }

    static Table table(List<FocusRow> rows) {
        return new Table(
                "focus",
                COLUMNS.stream().map(FocusRow::name).toList(),
                rows.stream().map(FocusRow::cells).toList());
    }

    private static String name(RecordComponent column) {
        return column.getAccessor().getAnnotation(JsonProperty.class).value();
    }

    private List<@Nullable Object> cells() {
        return Arrays.asList(COLUMNS.stream().map(this::cell).toArray());
    }

    private @Nullable Object cell(RecordComponent column) {
        try {
            var value = column.getAccessor().invoke(this);
            return value instanceof Map<?, ?> map ? JSON.writeValueAsString(map) : value;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}

package dev.headroom.assessment;

import dev.headroom.assessment.CostAssessment.Assumption;
import dev.headroom.assessment.CostAssessment.Lines;
import dev.headroom.assessment.CostAssessment.Option;
import dev.headroom.assessment.Planning.PoolOutlook;
import dev.headroom.catalog.PriceBook;
import dev.headroom.cost.Amount;
import dev.headroom.cost.CloudCosting;
import dev.headroom.cost.CloudDemand;
import dev.headroom.cost.CloudProvider;
import dev.headroom.cost.CloudQuote;
import dev.headroom.cost.Commitment;
import dev.headroom.cost.ExchangeRate;
import dev.headroom.units.Figures;
import dev.headroom.units.Money;
import dev.headroom.units.Resource;
import dev.headroom.units.Unit;
import dev.headroom.usage.UsageHistory;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sets the planned fleet's cost beside the same demand in each cloud. */
final class Costing {

    private static final Resource PUBLIC = Resource.bandwidth("public");
    private static final int EGRESS_DAYS = 30;
    private static final BigDecimal DAYS_A_MONTH = new BigDecimal("30.4375");

    private final PriceBook book;
    private final PlanningSettings settings;
    private final UsageHistory usage;

    Costing(PriceBook book, PlanningSettings settings, UsageHistory usage) {
        this.book = book;
        this.settings = settings;
        this.usage = usage;
    }

    /** Returns {@code null} where there is no plan to compare with. */
    @Nullable
    CostAssessment compare(List<PoolOutlook> outlooks, PlanAssessment plan, PlanningMonths months, LocalDate today) {
        if (plan.state() == PlanAssessment.State.UNAVAILABLE) {
            return null;
        }
        var demand = demand(outlooks, months);
        var own = own(plan, months);
        var costing = new CloudCosting(book.cloudPrices());
        var clouds = new ArrayList<Option>();
        for (var commitment : Commitment.values()) {
            for (var provider : costing.providers()) {
                clouds.add(cloud(costing, provider, commitment, demand.byMonth(), months, own, today));
            }
        }
        var assumptions = new ArrayList<>(demand.assumptions());
        var rate = book.exchangeRate(Currency.getInstance("USD"), settings.currency(), today);
        return new CostAssessment(
                book.date(),
                months.count(),
                own,
                clouds,
                assumptions,
                rate.filter(r -> !r.changesNothing())
                        .map(ExchangeRate::toString)
                        .orElse(null));
    }

    private record Demand(List<CloudDemand> byMonth, List<Assumption> assumptions) {}

    private Demand demand(List<PoolOutlook> outlooks, PlanningMonths months) {
        double threshold = settings.planning().threshold();
        var assumptions = new ArrayList<Assumption>();
        assumptions.add(new Assumption(
                "Demand in the cloud",
                "P90 of the forecast, machines filled to " + Figures.percent(threshold),
                "the same rule as for own servers",
                null));
        var cores = new double[months.count()];
        var memory = new double[months.count()];
        var egress = new double[months.count()];
        for (var outlook : outlooks) {
            double physical = physicalShare(outlook);
            outlook.forecasts().forEach((resource, forecast) -> {
                var path = months.demand(forecast.path(0.9));
                for (int m = 0; m < months.count(); m++) {
                    if (resource.equals(Resource.CPU)) {
                        cores[m] += path.get(m) * physical / threshold;
                    } else if (resource.equals(Resource.MEMORY)) {
                        memory[m] += path.get(m) / threshold;
                    }
                }
            });
            assumptions.add(new Assumption(
                    "Physical cores of " + outlook.pool().name(),
                    physical == 1
                            ? "one for each core that the system counts"
                            : "one for each " + Math.round(1 / physical) + " threads that the system counts",
                    "server models of the nodes in the price book",
                    null));
            addEgress(outlook, months, egress, assumptions);
        }
        assumptions.add(new Assumption("Block storage", "none counted", "disk use is not collected", null));
        assumptions.add(
                new Assumption("Staff", "none counted on either side", "set beside it what running each takes", null));
        var byMonth = new ArrayList<CloudDemand>();
        for (int m = 0; m < months.count(); m++) {
            byMonth.add(new CloudDemand(
                    BigDecimal.valueOf(cores[m]).setScale(3, RoundingMode.UP),
                    (long) Math.ceil(memory[m]),
                    (long) Math.ceil(egress[m]),
                    0));
        }
        return new Demand(byMonth, assumptions);
    }

    /** Measured egress grows as the likely path of the public link does. */
    private void addEgress(PoolOutlook outlook, PlanningMonths months, double[] egress, List<Assumption> assumptions) {
        double measured = usage.egressBytes(
                outlook.pool().subject(),
                months.asOf().minusDays(EGRESS_DAYS - 1),
                months.asOf().plusDays(1));
        if (measured == 0) {
            assumptions.add(new Assumption(
                    "Egress of " + outlook.pool().name(), "unknown, counted as none", "no public link measured", null));
            return;
        }
        double monthly = measured * DAYS_A_MONTH.doubleValue() / EGRESS_DAYS;
        assumptions.add(new Assumption(
                "Egress of " + outlook.pool().name(),
                Figures.quantity(monthly, Unit.BYTES) + " a month now, growing as the public link's forecast",
                "measured on the public link over the last " + EGRESS_DAYS + " days",
                months.asOf()));
        var forecast = outlook.forecasts().get(PUBLIC);
        var path = forecast == null ? null : months.demand(forecast.path(0.5));
        double now = forecast == null ? 0 : Math.max(1, forecast.quantile(0.5, 1));
        for (int m = 0; m < months.count(); m++) {
            egress[m] += path == null ? monthly : monthly * path.get(m) / now;
        }
    }

    /** Returns how many physical cores one counted core is: a half where the nodes count threads. */
    private double physicalShare(PoolOutlook outlook) {
        for (var node : outlook.pool().nodes()) {
            var model = node.node().model();
            var counted = node.capacity(Resource.CPU)
                    .map(dev.headroom.inventory.Capacity::value)
                    .orElse(null);
            if (model == null || counted == null) {
                continue;
            }
            var offer =
                    book.servers().stream().filter(s -> s.id().equals(model)).findFirst();
            if (offer.isPresent() && Math.round(counted) == offer.get().threads()) {
                return (double) offer.get().cores() / offer.get().threads();
            }
        }
        return 1;
    }

    private Option own(PlanAssessment plan, PlanningMonths months) {
        var byMonth = new ArrayList<Lines>();
        var none = Money.zero(settings.currency());
        for (int m = 0; m < months.count(); m++) {
            var servers = plan.monthlyCost().get(m);
            var setup = plan.oneTimeCost().get(m);
            byMonth.add(new Lines(months.startOf(m), servers, none, none, none, none, setup, servers.plus(setup)));
        }
        return new Option(
                "bare-metal",
                null,
                null,
                byMonth.getFirst(),
                sum(byMonth),
                byMonth,
                null,
                null,
                List.of(),
                null,
                plan.orders().stream()
                        .map(PlanAssessment.Order::source)
                        .distinct()
                        .toList());
    }

    private Option cloud(
            CloudCosting costing,
            CloudProvider provider,
            Commitment commitment,
            List<CloudDemand> demand,
            PlanningMonths months,
            Option own,
            LocalDate today) {
        var byMonth = new ArrayList<Lines>();
        var missing = new ArrayList<String>();
        String instances = null;
        var sources = new ArrayList<String>();
        String region = null;
        for (int m = 0; m < months.count(); m++) {
            var quote = costing.quote(provider, commitment, demand.get(m));
            byMonth.add(lines(quote, months.startOf(m), today, missing));
            if (m == 0) {
                region = quote.region();
                instances = quote.instances().isEmpty()
                        ? null
                        : quote.instances().stream()
                                .map(i -> i.count() + " × " + i.type())
                                .collect(Collectors.joining(" + "));
                quote.sources()
                        .forEach(source -> sources.add(source.what() + ": " + source.source() + ", " + source.asOf()));
            }
        }
        var total = sum(byMonth);
        return new Option(
                provider.id(),
                region,
                commitment.id(),
                byMonth.getFirst(),
                total,
                byMonth,
                total.total() == null || own.total().total() == null
                        ? null
                        : total.total().minus(own.total().total()),
                breakEven(own.byMonth(), byMonth),
                missing.stream().distinct().toList(),
                instances,
                sources.stream().distinct().toList());
    }

    private Lines lines(CloudQuote quote, LocalDate month, LocalDate today, List<String> missing) {
        var none = Money.zero(settings.currency());
        var compute = converted("compute", quote.compute(), today, missing);
        var storage = converted("storage", quote.storage(), today, missing);
        var egress = converted("egress", quote.egress(), today, missing);
        var control = converted("control plane", quote.controlPlane(), today, missing);
        var total = compute == null || storage == null || egress == null || control == null
                ? null
                : compute.plus(storage).plus(egress).plus(control);
        return new Lines(month, compute, storage, egress, control, none, none, total);
    }

    private @Nullable Money converted(String line, Amount amount, LocalDate today, List<String> missing) {
        if (amount instanceof Amount.Unknown unknown) {
            missing.add(line + ": " + unknown.reason());
            return null;
        }
        var money = amount.money();
        var rate = book.exchangeRate(money.currency(), settings.currency(), today);
        if (rate.isEmpty()) {
            missing.add(line + ": no exchange rate from " + money.currency() + " to " + settings.currency());
            return null;
        }
        return rate.get().convert(money).rounded();
    }

    private Lines sum(List<Lines> months) {
        return new Lines(
                null,
                sum(months, Lines::compute),
                sum(months, Lines::storage),
                sum(months, Lines::egress),
                sum(months, Lines::controlPlane),
                sum(months, Lines::staff),
                sum(months, Lines::other),
                sum(months, Lines::total));
    }

    private @Nullable Money sum(List<Lines> months, java.util.function.Function<Lines, @Nullable Money> line) {
        var sum = Money.zero(settings.currency());
        for (var month : months) {
            var amount = line.apply(month);
            if (amount == null) {
                return null;
            }
            sum = sum.plus(amount);
        }
        return sum;
    }

    private @Nullable LocalDate breakEven(List<Lines> own, List<Lines> cloud) {
        var ownSum = Money.zero(settings.currency());
        var cloudSum = Money.zero(settings.currency());
        for (int m = 0; m < own.size(); m++) {
            var ownTotal = own.get(m).total();
            var cloudTotal = cloud.get(m).total();
            if (ownTotal == null || cloudTotal == null) {
                return null;
            }
            ownSum = ownSum.plus(ownTotal);
            cloudSum = cloudSum.plus(cloudTotal);
            if (ownSum.compareTo(cloudSum) < 0) {
                return own.get(m).month();
            }
        }
        return null;
    }
}

package dev.headroom.assessment;

import dev.headroom.assessment.CostAssessment.Assumption;
import dev.headroom.assessment.CostAssessment.Lines;
import dev.headroom.assessment.CostAssessment.Option;
import dev.headroom.assessment.CostAssessment.Sensitivity;
import dev.headroom.assessment.Planning.PoolOutlook;
import dev.headroom.catalog.PriceBook;
import dev.headroom.catalog.PriceBooks;
import dev.headroom.cost.Amount;
import dev.headroom.cost.Assumptions;
import dev.headroom.cost.CloudCosting;
import dev.headroom.cost.CloudDemand;
import dev.headroom.cost.Commitment;
import dev.headroom.cost.CostComparison;
import dev.headroom.cost.CostLines;
import dev.headroom.cost.ExchangeRate;
import dev.headroom.cost.OwnSpending;
import dev.headroom.units.Figures;
import dev.headroom.units.Money;
import dev.headroom.units.Resource;
import dev.headroom.units.Unit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sets the planned fleet's cost beside the same demand in each cloud. */
final class Costing {

    private static final Resource PUBLIC = Resource.bandwidth("public");
    private static final int EGRESS_DAYS = 30;
    private static final BigDecimal DAYS_A_MONTH = new BigDecimal("30.4375");

    private final PriceBooks books;
    private final PlanningSettings settings;

    Costing(PriceBooks books, PlanningSettings settings) {
        this.books = books;
        this.settings = settings;
    }

    /** Returns {@code null} where there is no plan to compare with. */
    @Nullable
    CostAssessment compare(List<PoolOutlook> outlooks, PlanAssessment plan, PlanningMonths months, LocalDate today) {
        if (plan.state() == PlanAssessment.State.UNAVAILABLE) {
            return null;
        }
        var book = books.current();
        var demand = demand(book, outlooks, months);
        var rates = book.exchangeRate(Currency.getInstance("USD"), settings.currency(), today).stream()
                .toList();
        var spending = OwnSpending.ofPlan(
                plan.oneTimeCost().stream().map(Money::amount).toList(),
                plan.monthlyCost().stream().map(Money::amount).toList());
        var comparison = CostComparison.of(
                new CostComparison.Request(
                        months.first(),
                        settings.currency(),
                        demand.byMonth(),
                        spending,
                        List.of(Commitment.values()),
                        Assumptions.NONE,
                        rates),
                new CloudCosting(book.cloudPrices()));
        var own = own(comparison.own(), plan, months);
        return new CostAssessment(
                book.date(),
                months.count(),
                own,
                comparison.clouds().stream()
                        .map(cloud -> cloud(cloud, own, months))
                        .toList(),
                demand.assumptions(),
                rates.stream()
                        .filter(rate -> !rate.changesNothing())
                        .map(ExchangeRate::toString)
                        .findFirst()
                        .orElse(null));
    }

    private record Demand(List<CloudDemand> byMonth, List<Assumption> assumptions) {}

    private Demand demand(PriceBook book, List<PoolOutlook> outlooks, PlanningMonths months) {
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
            double physical = physicalShare(book, outlook);
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
    private static void addEgress(
            PoolOutlook outlook, PlanningMonths months, double[] egress, List<Assumption> assumptions) {
        double measured = outlook.egressBytes();
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
        double now = forecast == null ? 0 : Math.max(1, forecast.path(0.5)[0]);
        for (int m = 0; m < months.count(); m++) {
            egress[m] += path == null ? monthly : monthly * path.get(m) / now;
        }
    }

    /** Returns how many physical cores one counted core is: a half where the nodes count threads. */
    private double physicalShare(PriceBook book, PoolOutlook outlook) {
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

    private Option own(CostComparison.Own own, PlanAssessment plan, PlanningMonths months) {
        var byMonth = new ArrayList<Lines>();
        for (int m = 0; m < months.count(); m++) {
            byMonth.add(lines(own.byMonth().get(m), months.startOf(m)));
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
                null,
                null,
                List.of(),
                own.total().missing(),
                null,
                plan.orders().stream()
                        .map(PlanAssessment.Order::source)
                        .distinct()
                        .toList());
    }

    private Option cloud(CostComparison.Cloud cloud, Option own, PlanningMonths months) {
        var byMonth = new ArrayList<Lines>();
        for (int m = 0; m < months.count(); m++) {
            byMonth.add(lines(cloud.byMonth().get(m), months.startOf(m)));
        }
        var total = sum(byMonth);
        var mix = cloud.firstMonth().instances().stream()
                .map(instances -> instances.count() + " × " + instances.type())
                .collect(Collectors.joining(" + "));
        return new Option(
                cloud.provider().id(),
                cloud.region(),
                cloud.commitment().id(),
                byMonth.getFirst(),
                total,
                byMonth,
                total.total() == null || own.total().total() == null
                        ? null
                        : total.total().minus(own.total().total()),
                day(cloud.breakEven()),
                day(cloud.payback()),
                cloud.matchingDiscount().isPresent() ? cloud.matchingDiscount().getAsDouble() : null,
                cloud.sensitivities().stream()
                        .map(s -> new Sensitivity(s.change().title(), money(s.savings())))
                        .toList(),
                cloud.total().missing(),
                mix.isEmpty() ? null : mix,
                cloud.firstMonth().sources().stream()
                        .map(source -> source.what() + ": " + source.source() + ", " + source.asOf())
                        .distinct()
                        .toList());
    }

    /** Lines are rounded first and added then, so that what is printed adds up. */
    private static Lines lines(CostLines lines, LocalDate month) {
        var rounded = lines.lines().values().stream().map(Costing::money).toArray(Money[]::new);
        return new Lines(
                month,
                money(lines.compute()),
                money(lines.storage()),
                money(lines.egress()),
                money(lines.controlPlane()),
                money(lines.staff()),
                money(lines.other()),
                added(Arrays.asList(rounded)));
    }

    private static Lines sum(List<Lines> months) {
        var compute = added(months, Lines::compute);
        var storage = added(months, Lines::storage);
        var egress = added(months, Lines::egress);
        var controlPlane = added(months, Lines::controlPlane);
        var staff = added(months, Lines::staff);
        var other = added(months, Lines::other);
        return new Lines(null, compute, storage, egress, controlPlane, staff, other, added(months, Lines::total));
    }

    private static @Nullable Money added(List<Lines> months, Function<Lines, @Nullable Money> line) {
        var amounts = new ArrayList<@Nullable Money>();
        months.forEach(month -> amounts.add(line.apply(month)));
        return added(amounts);
    }

    private static @Nullable Money added(List<@Nullable Money> amounts) {
        Money sum = null;
        for (var amount : amounts) {
            if (amount == null) {
                return null;
            }
            sum = sum == null ? amount : sum.plus(amount);
        }
        return sum;
    }

    private static @Nullable Money money(Amount amount) {
        return amount.isKnown() ? amount.money().rounded() : null;
    }

    private static @Nullable LocalDate day(@Nullable YearMonth month) {
        return month == null ? null : month.atDay(1);
    }
}

package dev.headroom.assessment;

import dev.headroom.assessment.CostAssessment.Assumption;
import dev.headroom.assessment.Planning.PoolOutlook;
import dev.headroom.catalog.PriceBook;
import dev.headroom.cost.CloudDemand;
import dev.headroom.inventory.Capacity;
import dev.headroom.units.Figures;
import dev.headroom.units.Resource;
import dev.headroom.units.Unit;
import dev.headroom.usage.UsageHistory;
import dev.headroom.usage.UsageHistory.Traffic;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What all pools together would ask of a cloud, month by month, and what that rests on. */
final class CloudNeeds {

    private static final Resource PUBLIC = Resource.bandwidth("public");
    private static final int EGRESS_DAYS = 30;
    private static final double DAYS_A_MONTH = 365.25 / 12;
    private static final double SECONDS_A_DAY = 86_400;
    private static final double BITS_A_BYTE = 8;
    private static final int YEAR = 12;

    private final PriceBook book;
    private final UsageHistory usage;
    private final double threshold;
    private final PlanningMonths months;
    private final double[] cores;
    private final double[] memory;
    private final double[] egress;
    private final double[] storage;
    private final List<String> unmeasured = new ArrayList<>();
    private final List<Assumption> assumptions = new ArrayList<>();
    private double internal;

    CloudNeeds(
            List<PoolOutlook> outlooks,
            PriceBook book,
            UsageHistory usage,
            PlanningSettings settings,
            PlanningMonths months) {
        this.book = book;
        this.usage = usage;
        this.threshold = settings.planning().threshold();
        this.months = months;
        cores = new double[months.count()];
        memory = new double[months.count()];
        egress = new double[months.count()];
        storage = new double[months.count()];
        assumptions.add(new Assumption(
                "Demand in the cloud",
                "P90 of the forecast, machines filled to " + Figures.percent(threshold),
                "the same rule as for own servers",
                null));
        outlooks.forEach(this::add);
        assumptions.add(new Assumption(
                "Node-to-node traffic",
                internal == 0
                        ? "none measured on links other than the public one"
                        : Figures.quantity(internal, Unit.BYTES) + " a month, kept out of the egress",
                "measured on the links that stay within the fleet over the last " + EGRESS_DAYS + " days",
                months.asOf()));
        assumptions.add(
                unmeasured.isEmpty()
                        ? new Assumption(
                                "Block storage",
                                Figures.quantity(storage[0], Unit.BYTES) + " in the first month",
                                "what the nodes' disks hold by P90 of the forecast, volumes filled to "
                                        + Figures.percent(threshold),
                                months.asOf())
                        : new Assumption(
                                "Block storage",
                                "unknown, and not in the clouds' totals",
                                "no disk is measured for " + String.join(", ", unmeasured),
                                null));
    }

    List<Assumption> assumptions() {
        return assumptions;
    }

    /** Returns the demand of so many months; those after the plan grow in a straight line as in its last year. */
    List<CloudDemand> byMonth(int count) {
        var demand = new ArrayList<CloudDemand>();
        for (int m = 0; m < count; m++) {
            demand.add(new CloudDemand(
                    BigDecimal.valueOf(at(cores, m)).setScale(3, RoundingMode.UP),
                    (long) Math.ceil(at(memory, m)),
                    (long) Math.ceil(at(egress, m)),
                    unmeasured.isEmpty() ? Long.valueOf((long) Math.ceil(at(storage, m))) : null));
        }
        return demand;
    }

    /** Returns how much more than in the plan's last month is asked for in a later one, at least 1: of what grows fastest. */
    double growthBeyondPlan(int month) {
        int last = months.count() - 1;
        double most = 1;
        for (var series : List.of(cores, memory, egress)) {
            if (series[last] > 0) {
                most = Math.max(most, at(series, month) / series[last]);
            }
        }
        return most;
    }

    private static double at(double[] series, int month) {
        int last = series.length - 1;
        if (month <= last) {
            return series[month];
        }
        int span = Math.min(YEAR, last);
        double monthly = span == 0 ? 0 : (series[last] - series[last - span]) / span;
        return Math.max(0, series[last] + monthly * (month - last));
    }

    private void add(PoolOutlook outlook) {
        double physical = physicalShare(outlook);
        outlook.forecasts().forEach((resource, forecast) -> {
            var path = months.demand(forecast);
            for (int m = 0; m < months.count(); m++) {
                if (resource.equals(Resource.CPU)) {
                    cores[m] += path.get(m) * physical / threshold;
                } else if (resource.equals(Resource.MEMORY)) {
                    memory[m] += path.get(m) / threshold;
                } else if (resource.equals(Resource.DISK)) {
                    storage[m] += path.get(m) / threshold;
                }
            }
        });
        if (!outlook.forecasts().containsKey(Resource.DISK)) {
            unmeasured.add(outlook.pool().name());
        }
        assumptions.add(new Assumption(
                "Physical cores of " + outlook.pool().name(),
                physical == 1
                        ? "one for each core that the system counts"
                        : "one for each " + Math.round(1 / physical) + " threads that the system counts",
                "server models of the nodes in the price book",
                null));
        addEgress(outlook);
        internal += outlook.pool().nodes().stream()
                .flatMap(node -> node.capacities().stream())
                .map(Capacity::resource)
                .filter(resource -> resource.isBandwidth() && !resource.equals(PUBLIC))
                .distinct()
                .mapToDouble(resource -> sent(outlook, resource).monthly())
                .sum();
    }

    /** Bytes sent in a month of average length, judged by so many days with data. */
    private record Sent(double monthly, int days) {}

    private Sent sent(PoolOutlook outlook, Resource link) {
        LocalDate end = months.asOf().plusDays(1);
        var rates = usage.traffic(outlook.pool().subject(), link.link(), end.minusDays(EGRESS_DAYS), end).stream()
                .map(Traffic::meanTransmit)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .summaryStatistics();
        return new Sent(rates.getAverage() / BITS_A_BYTE * SECONDS_A_DAY * DAYS_A_MONTH, (int) rates.getCount());
    }

    /** Measured egress grows as the likely path of the public link does. */
    private void addEgress(PoolOutlook outlook) {
        var sent = sent(outlook, PUBLIC);
        if (sent.days() == 0) {
            assumptions.add(new Assumption(
                    "Egress of " + outlook.pool().name(), "unknown, counted as none", "no public link measured", null));
            return;
        }
        assumptions.add(new Assumption(
                "Egress of " + outlook.pool().name(),
                Figures.quantity(sent.monthly(), Unit.BYTES) + " a month now, growing as the public link's forecast",
                "sent out on the public link on " + sent.days() + " of the last " + EGRESS_DAYS + " days",
                months.asOf()));
        var forecast = outlook.forecasts().get(PUBLIC);
        var path = forecast == null ? null : months.means(forecast.path(0.5));
        double now = forecast == null ? 0 : Math.max(1, forecast.path(0.5)[0]);
        for (int m = 0; m < months.count(); m++) {
            egress[m] += path == null ? sent.monthly() : sent.monthly() * path.get(m) / now;
        }
    }

    /** Returns how many physical cores one counted core is: a half where the nodes count threads. */
    private double physicalShare(PoolOutlook outlook) {
        for (var node : outlook.pool().nodes()) {
            var model = node.node().model();
            var counted = node.capacity(Resource.CPU).map(Capacity::value).orElse(null);
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
}

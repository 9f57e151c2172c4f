package dev.headroom.testing;

import dev.headroom.assessment.Assessment;
import dev.headroom.assessment.Assessment.DataQuality;
import dev.headroom.assessment.Assessment.Verdict;
import dev.headroom.assessment.CashFlowAssessment;
import dev.headroom.assessment.CostAssessment;
import dev.headroom.assessment.CostAssessment.Assumption;
import dev.headroom.assessment.CostAssessment.Lines;
import dev.headroom.assessment.CostAssessment.Option;
import dev.headroom.assessment.CostAssessment.Sensitivity;
import dev.headroom.assessment.CrossingDates;
import dev.headroom.assessment.ForecastSnapshot;
import dev.headroom.assessment.ForecastSnapshot.Point;
import dev.headroom.assessment.ForecastSnapshot.Score;
import dev.headroom.assessment.NodeAssessment;
import dev.headroom.assessment.OrderBy;
import dev.headroom.assessment.PlanAssessment;
import dev.headroom.assessment.PlanAssessment.Alternative;
import dev.headroom.assessment.PlanAssessment.Bound;
import dev.headroom.assessment.PlanAssessment.CapacityMonths;
import dev.headroom.assessment.PlanAssessment.Kind;
import dev.headroom.assessment.PlanAssessment.Limit;
import dev.headroom.assessment.PlanAssessment.Odds;
import dev.headroom.assessment.PlanAssessment.OddsPoint;
import dev.headroom.assessment.PlanAssessment.Order;
import dev.headroom.assessment.PlanAssessment.Reason;
import dev.headroom.assessment.PlanAssessment.State;
import dev.headroom.assessment.PlanAssessment.Step;
import dev.headroom.assessment.PoolAssessment;
import dev.headroom.assessment.ResourceAssessment;
import dev.headroom.assessment.ResourceAssessment.BindingLimit;
import dev.headroom.assessment.Status;
import dev.headroom.units.Money;
import dev.headroom.units.Resource;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A pool of six workers whose public link is about to fill; figures are made up, and add up. */
public final class SampleAssessment {

    public static final UUID ID = UUID.fromString("0d8a2f5e-3c1b-4d5e-9f6a-7b8c9d0e1f2a");
    public static final LocalDate AS_OF = LocalDate.of(2026, 11, 23);
    public static final Resource PUBLIC = Resource.bandwidth("public");
    public static final Resource PRIVATE = Resource.bandwidth("private");

    private static final Instant GENERATED = Instant.parse("2026-11-24T01:15:00Z");
    private static final LocalDate JANUARY = LocalDate.of(2027, 1, 1);

    private SampleAssessment() {}

    public static Assessment workers() {
        return workers("workers");
    }

    /** The same fleet with another name for its pool, a hostile one for example; the pool's id stays {@code workers}. */
    public static Assessment workers(String poolName) {
        var pool = new PoolAssessment(
                "workers", poolName, "fsn1", 6, List.of(cpu(), memory(), privateLink(), publicLink()));
        var nodes = new ArrayList<NodeAssessment>();
        for (int i = 1; i <= 6; i++) {
            nodes.add(node("worker-" + i, i == 6 ? "2026-06-02T10:00:00Z" : "2025-05-20T00:00:00Z"));
        }
        return new Assessment(
                ID,
                AS_OF,
                GENERATED,
                ZoneId.of("Europe/Berlin"),
                Currency.getInstance("EUR"),
                365,
                new Verdict(
                        Status.PLAN,
                        "Order 1 × AX162-S (hetzner) for workers by 6 January 2027.",
                        "Public bandwidth reaches 80 % around 14 March 2027."),
                List.of(pool),
                nodes,
                plan(),
                costs(),
                new DataQuality(
                        0.994, LocalDate.of(2025, 5, 20), AS_OF, 6, List.of("No data for 1 day: 11 August 2026.")),
                List.of("Public bandwidth's likely crossing moved 9 days earlier: traffic grew 8 % in a week."),
                null);
    }

    /** Returns an assessment as one of another moment, of the day before it. */
    public static Assessment of(Assessment assessment, Instant moment) {
        return Records.with(
                assessment,
                Map.of(
                        "id",
                        UUID.randomUUID(),
                        "asOf",
                        LocalDate.ofInstant(moment, assessment.zone()).minusDays(1),
                        "generatedAt",
                        moment));
    }

    /** The public link's forecast: a year that doubles, from 7.9 Gbit/s. */
    public static ForecastSnapshot publicForecast() {
        var points = new ArrayList<Point>();
        for (int day = 1; day <= 365; day++) {
            double likely = 7.9e9 * Math.pow(2, day / 365.0) * (1 + 0.05 * Math.sin(2 * Math.PI * day / 7));
            double spread = 0.04 + 0.14 * Math.sqrt(day / 365.0);
            points.add(new Point(
                    AS_OF.plusDays(day),
                    likely * (1 - spread),
                    likely * (1 - spread / 2),
                    likely,
                    likely * (1 + spread / 2),
                    likely * (1 + spread)));
        }
        return new ForecastSnapshot(
                "workers",
                PUBLIC,
                AS_OF,
                "combination-1",
                GENERATED,
                0.8,
                12e9,
                points,
                publicCrossing(),
                new Score(0.74, 0.81, 6),
                List.of(
                        "Rests on 548 of 549 days, 20 May 2025 to 23 November 2026.",
                        "Grows by 5.9 % a month.",
                        "A weekly season of ±5 %."));
    }

    private static ResourceAssessment cpu() {
        return new ResourceAssessment(
                Resource.CPU,
                151.2,
                AS_OF,
                288.0,
                0.525,
                0.8,
                230.4,
                BindingLimit.THRESHOLD,
                new CrossingDates(LocalDate.of(2027, 8, 2), LocalDate.of(2027, 10, 11), null),
                new CrossingDates(LocalDate.of(2027, 8, 2), LocalDate.of(2027, 10, 11), null),
                322,
                OrderBy.of(LocalDate.of(2027, 8, 2), 70, 3, 7),
                Status.OK,
                "CPU reaches 80 % around October 2027.");
    }

    private static ResourceAssessment memory() {
        return new ResourceAssessment(
                Resource.MEMORY,
                412e9,
                AS_OF,
                824e9,
                0.5,
                0.8,
                659.2e9,
                BindingLimit.THRESHOLD,
                new CrossingDates(null, null, null),
                new CrossingDates(null, null, null),
                null,
                null,
                Status.OK,
                "Memory stays below 80 % for the next 365 days.");
    }

    private static ResourceAssessment privateLink() {
        return new ResourceAssessment(
                PRIVATE,
                21.4e9,
                AS_OF,
                null,
                null,
                0.8,
                null,
                BindingLimit.UNKNOWN,
                null,
                null,
                null,
                null,
                Status.UNKNOWN,
                "The private link's capacity is unknown on 2 of 6 nodes: set HEADROOM_LINKS_PRIVATE_CAPACITY.");
    }

    private static ResourceAssessment publicLink() {
        return new ResourceAssessment(
                PUBLIC,
                7.9e9,
                AS_OF,
                12e9,
                7.9 / 12,
                0.8,
                9.6e9,
                BindingLimit.THRESHOLD,
                publicCrossing(),
                publicCrossing(),
                111,
                OrderBy.of(LocalDate.of(2027, 2, 20), 42, 3, 0),
                Status.PLAN,
                "Public bandwidth reaches 80 % around 14 March 2027 (20 February to 30 April).");
    }

    private static CrossingDates publicCrossing() {
        return new CrossingDates(LocalDate.of(2027, 2, 20), LocalDate.of(2027, 3, 14), LocalDate.of(2027, 4, 30));
    }

    private static NodeAssessment node(String name, String firstSeen) {
        var used = new ResourceAssessment(
                PUBLIC,
                1.4e9,
                AS_OF,
                2e9,
                0.7,
                0.8,
                1.6e9,
                BindingLimit.THRESHOLD,
                publicCrossing(),
                publicCrossing(),
                111,
                OrderBy.of(LocalDate.of(2027, 2, 20), 42, 3, 0),
                Status.PLAN,
                "Public bandwidth reaches 80 % around 14 March 2027 (20 February to 30 April).");
        var cpu = new ResourceAssessment(
                Resource.CPU,
                25.2,
                AS_OF,
                48.0,
                0.525,
                0.8,
                38.4,
                BindingLimit.THRESHOLD,
                new CrossingDates(null, null, null),
                new CrossingDates(null, null, null),
                null,
                null,
                Status.OK,
                "CPU stays below 80 % for the next 365 days.");
        return new NodeAssessment(
                name,
                name,
                "workers",
                "hetzner/AX162-S",
                Instant.parse(firstSeen),
                Instant.parse("2026-11-24T00:55:00Z"),
                "ACTIVE",
                List.of(cpu, used));
    }

    private static PlanAssessment plan() {
        var server = new Order(
                "1",
                "workers",
                "hetzner/AX162-S",
                1,
                Kind.SERVER,
                LocalDate.of(2027, 1, 6),
                OrderBy.of(LocalDate.of(2027, 2, 20), 42, 3, 0),
                LocalDate.of(2027, 3, 1),
                "Order 1 × hetzner/AX162-S: from March 2027 public bandwidth of 9.7 Gbit/s no longer fits the 9.6 Gbit/s that may be used.",
                List.of(new Reason(PUBLIC, publicCrossing(), "9.7 Gbit/s against 80 % of 12.0 Gbit/s.")),
                eur("79.00"),
                eur("212.00"),
                "hetzner price list, 2026-09-15",
                new Odds(
                        0.9,
                        0.08,
                        0.01,
                        34,
                        50,
                        "34 to 50 days in eight deliveries of ten, as set",
                        List.of(
                                new OddsPoint(LocalDate.of(2026, 12, 30), 0.05),
                                new OddsPoint(LocalDate.of(2027, 1, 6), 0.08),
                                new OddsPoint(LocalDate.of(2027, 1, 13), 0.19))),
                List.of(
                        new Step(
                                "Public bandwidth in March 2027, not exceeded in nine of ten futures",
                                "9.70 Gbit/s",
                                "forecast 0d8a2f5e/workers/bandwidth-public"),
                        new Step("May be used without the order", "9.60 Gbit/s", "at most 80 % of the capacity"),
                        new Step("Short by", "0.10 Gbit/s", null)));
        var upgrade = new Order(
                "2",
                "workers",
                "uplink-10g",
                2,
                Kind.UPGRADE,
                LocalDate.of(2027, 6, 14),
                null,
                LocalDate.of(2027, 7, 1),
                "Upgrade the public link of 2 × hetzner/AX162-S: cheaper by 1,180.00 EUR than another server.",
                List.of(new Reason(PUBLIC, null, "12.4 Gbit/s against 80 % of 14.0 Gbit/s.")),
                eur("0.00"),
                eur("86.00"),
                "hetzner 10G uplink, 2026-09-15",
                null,
                List.of());
        var monthly = new ArrayList<Money>();
        var oneTime = new ArrayList<Money>();
        var demand = new ArrayList<Double>();
        var usable = new ArrayList<Double>();
        for (int month = 0; month < 36; month++) {
            monthly.add(eur(month < 2 ? "1272.00" : month < 6 ? "1484.00" : "1570.00"));
            oneTime.add(eur(month == 2 ? "79.00" : "0.00"));
            demand.add(8.4e9 * Math.pow(1.03, month));
            usable.add(month < 2 ? 9.6e9 : month < 6 ? 11.2e9 : 24e9);
        }
        var total = Money.zero(Currency.getInstance("EUR"));
        for (int month = 0; month < 36; month++) {
            total = total.plus(monthly.get(month)).plus(oneTime.get(month));
        }
        return new PlanAssessment(
                State.OPTIMAL,
                0,
                JANUARY,
                36,
                total,
                total,
                List.of(server, upgrade),
                List.of(new Alternative(
                        "Wait one month",
                        "Ordering in February leaves public bandwidth over its limit in March 2027.",
                        eur("0.00"),
                        "wait",
                        "workers",
                        1,
                        null)),
                List.of(),
                monthly,
                oneTime,
                List.of(new CapacityMonths("workers", PUBLIC, demand, usable)),
                List.of(new Limit(
                        "workers",
                        JANUARY,
                        new Bound(PUBLIC, "threshold", 8.4e9, 9.6e9),
                        new Bound(Resource.CPU, "threshold", 151.2, 230.4))),
                "0".repeat(64),
                List.of(new PlanAssessment.LeadTime(
                        "server", null, 70, 56, 84, 0, "56 to 84 days in eight deliveries of ten, as set")),
                List.of("Lead time is the stated prior of 8 to 12 weeks: no purchase has been recorded yet."));
    }

    private static CostAssessment costs() {
        var own = option("bare-metal", null, null, "1272.00", "0.00", "0.00", "0.00", "2400.00", null);
        return new CostAssessment(
                LocalDate.of(2026, 10, 28),
                36,
                own,
                List.of(
                        option(
                                "aws",
                                "us-east-1",
                                "on-demand",
                                "9721.44",
                                "36.80",
                                "71664.20",
                                "65.57",
                                "1200.00",
                                "4 × m7a.16xlarge"),
                        option(
                                "gcp",
                                "us-central1",
                                "on-demand",
                                "10240.10",
                                "36.80",
                                "76434.98",
                                "65.57",
                                "1200.00",
                                "5 × n2d-standard-64"),
                        unknown("azure", "eastus", "3y")),
                List.of(new Assumption("Exchange rate", "1.1133 USD per EUR", "ECB", LocalDate.of(2026, 10, 28))),
                "1 EUR = 1.1133 USD (ECB, 2026-10-28)",
                null,
                cashFlow());
    }

    /** Rents of six servers, a fee in January, and a month that is over. */
    private static CashFlowAssessment cashFlow() {
        var nothing = flow("0.00", "0.00", "0.00");
        var months = new ArrayList<CashFlowAssessment.Month>();
        months.add(new CashFlowAssessment.Month(
                LocalDate.of(2026, 10, 1),
                true,
                flow("0.00", "3672.00", "0.00"),
                nothing,
                nothing,
                eur("3672.00"),
                eur("3699.50")));
        for (int i = 0; i < 36; i++) {
            months.add(new CashFlowAssessment.Month(
                    JANUARY.plusMonths(i),
                    false,
                    flow("0.00", "3672.00", "0.00"),
                    nothing,
                    i == 0 ? flow("79.00", "212.00", "0.00") : flow("0.00", "212.00", "0.00"),
                    null,
                    null));
        }
        return new CashFlowAssessment(
                months,
                List.of(new CashFlowAssessment.Quarter(
                        "2027-Q1", JANUARY, eur("15000.00"), eur("11731.00"), eur("3269.00"), "board")),
                List.of("Servers that left before are not in the months that are over."));
    }

    private static CashFlowAssessment.Flow flow(String oneTime, String recurring, String depreciation) {
        return new CashFlowAssessment.Flow(eur(oneTime), eur(recurring), eur(depreciation));
    }

    private static Option option(
            String provider,
            @Nullable String region,
            @Nullable String commitment,
            String compute,
            String storage,
            String egress,
            String control,
            String staff,
            @Nullable String instances) {
        var month = lines(JANUARY, 1, compute, storage, egress, control, staff);
        var total = lines(null, 36, compute, storage, egress, control, staff);
        var byMonth = new ArrayList<Lines>();
        for (int i = 0; i < 36; i++) {
            byMonth.add(lines(JANUARY.plus(i, ChronoUnit.MONTHS), 1, compute, storage, egress, control, staff));
        }
        boolean cloud = commitment != null;
        return new Option(
                provider,
                region,
                commitment,
                month,
                total,
                byMonth,
                cloud ? eur("2794665.48") : null,
                cloud ? JANUARY : null,
                cloud ? JANUARY : null,
                cloud ? 0.94 : null,
                cloud ? List.of(new Sensitivity("Half the egress", eur("1504709.88"))) : List.of(),
                List.of(),
                instances,
                List.of("price book of 2026-10-28"));
    }

    private static Option unknown(String provider, String region, String commitment) {
        var none = new Lines(null, null, null, null, eur("65.57"), null, null, null);
        return new Option(
                provider,
                region,
                commitment,
                none,
                none,
                List.of(),
                null,
                null,
                null,
                null,
                List.of(),
                List.of("compute: the price book has no 3-year price for eastus"),
                null,
                List.of());
    }

    private static Lines lines(
            @Nullable LocalDate month,
            int times,
            String compute,
            String storage,
            String egress,
            String control,
            String staff) {
        var parts = List.of(compute, storage, egress, control, staff).stream()
                .map(amount -> eur(amount).times(times))
                .toList();
        var total = parts.stream().reduce(Money::plus).orElseThrow();
        return new Lines(
                month, parts.get(0), parts.get(1), parts.get(2), parts.get(3), parts.get(4), eur("0.00"), total);
    }

    private static Money eur(String amount) {
        return Money.of(amount, "EUR");
    }
}

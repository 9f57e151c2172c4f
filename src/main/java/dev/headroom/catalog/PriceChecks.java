package dev.headroom.catalog;

import dev.headroom.cost.InstanceType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the nonsense that price lists are known for: each check is one way in which a wrong figure looks like a price. */
final class PriceChecks {

    /** Sizes of a family cost the same per vCPU but for rounding; Windows or a licence adds a quarter and more. */
    private static final BigDecimal FAMILY_TOLERANCE = new BigDecimal("0.10");

    private static final BigDecimal MONTH_TOLERANCE = new BigDecimal("0.005");

    /** The clouds' deepest published discounts leave a quarter. */
    private static final BigDecimal LEAST_COMMITTED_SHARE = new BigDecimal("0.15");

    /** A core of a rented server costs a few euros a month, and was never rented for cents. */
    private static final BigDecimal LEAST_PER_CORE_AND_MONTH = new BigDecimal("0.50");

    private static final BigDecimal MOST_PER_CORE_AND_MONTH = new BigDecimal("500");
    private static final BigDecimal LEAST_PER_CORE_TO_BUY = new BigDecimal("20");
    private static final BigDecimal MOST_PER_CLUSTER_HOUR = new BigDecimal("5");

    /** Types whose vCPU is a whole core; on other x86 types it is one of two threads. */
    private static final Pattern CORE_PER_VCPU =
            Pattern.compile("(m7a|m8a|c7a|c8a|r7a|r8a)\\..*|t2d-.*|Standard_F\\d+a[lms]*s_v6");

    private final List<Objection> objections = new ArrayList<>();

    private PriceChecks() {}

    static List<Objection> ofInstances(List<InstanceRow> rows) {
        var checks = new PriceChecks();
        rows.forEach(checks::checkInstance);
        checks.checkFamilies(rows);
        checks.checkDuplicates(rows);
        return List.copyOf(checks.objections);
    }

    private void checkInstance(InstanceRow row) {
        if (row.hourly() == null && row.oneYearMonthly() == null && row.threeYearMonthly() == null) {
            object(row, "on_demand_hourly", null, "there is no price at all");
        }
        checkMonth(row);
        checkCommitment(row, "commit_1y_monthly", row.oneYearMonthly());
        checkCommitment(row, "commit_3y_monthly", row.threeYearMonthly());
        checkCores(row);
    }

    private void checkMonth(InstanceRow row) {
        if (row.hourly() == null || row.monthly() == null) {
            return;
        }
        var expected = row.hourly().multiply(InstanceType.HOURS_A_MONTH);
        var gap = row.monthly().subtract(expected).abs();
        if (gap.compareTo(expected.multiply(MONTH_TOLERANCE).max(new BigDecimal("0.01"))) > 0) {
            boolean isHourly = row.monthly().compareTo(row.hourly().multiply(BigDecimal.TEN)) < 0;
            object(
                    row,
                    "on_demand_monthly_730h",
                    row.monthly(),
                    isHourly
                            ? "is an hour's price in a month's column: a month is 730 hours, " + cents(expected)
                            : "is not 730 hours of " + row.hourly() + ", " + cents(expected));
        }
    }

    private void checkCommitment(InstanceRow row, String column, @Nullable BigDecimal committed) {
        if (committed == null || row.hourly() == null) {
            return;
        }
        var onDemand = row.hourly().multiply(InstanceType.HOURS_A_MONTH);
        if (committed.compareTo(onDemand) > 0) {
            object(row, column, committed, "is more than the month on demand, " + cents(onDemand));
        } else if (committed.compareTo(onDemand.multiply(LEAST_COMMITTED_SHARE)) < 0) {
            object(
                    row,
                    column,
                    committed,
                    "is less than 15 % of the month on demand, " + cents(onDemand) + ": an hour's price, perhaps");
        }
    }

    private void checkCores(InstanceRow row) {
        boolean corePerVcpu = row.architecture().equals("arm64")
                || CORE_PER_VCPU.matcher(row.type()).matches();
        int expected = corePerVcpu ? row.vcpus() : row.vcpus() / 2;
        if (row.physicalCores() != expected) {
            object(
                    row,
                    "physical_cores",
                    BigDecimal.valueOf(row.physicalCores()),
                    "should be " + expected + ": a vCPU of this type is "
                            + (corePerVcpu ? "a core" : "a thread, half a core"));
        }
    }

    private void checkFamilies(List<InstanceRow> rows) {
        var families = new LinkedHashMap<String, List<InstanceRow>>();
        for (var row : rows) {
            if (row.hourly() != null) {
                families.computeIfAbsent(
                                row.provider() + " " + row.region() + " " + family(row), key -> new ArrayList<>())
                        .add(row);
            }
        }
        families.forEach((name, members) -> {
            var middle = members.stream()
                    .map(PriceChecks::perVcpu)
                    .sorted()
                    .toList()
                    .get((members.size() - 1) / 2); // the lower one of two: a surcharge is the likelier error
            for (var row : members) {
                var ratio = perVcpu(row).divide(middle, MathContext.DECIMAL64).subtract(BigDecimal.ONE);
                if (ratio.abs().compareTo(FAMILY_TOLERANCE) > 0) {
                    object(
                            row,
                            "on_demand_hourly",
                            row.hourly(),
                            "is out of line within its family: " + perVcpu(row).round(new MathContext(4))
                                    + " for a vCPU where the others pay " + middle.round(new MathContext(4))
                                    + ", as Windows prices are");
                }
            }
        });
    }

    /** The name without the size: {@code m7a}, {@code n2d-standard}, {@code Standard_Das_v6}. */
    private static String family(InstanceRow row) {
        var type = row.type();
        return switch (row.provider()) {
            case "aws" -> type.replaceFirst("\\..*", "");
            case "azure" -> type.replaceFirst("(?<=Standard_[A-Z])\\d+", "");
            default -> type.replaceFirst("-\\d+.*", "");
        };
    }

    private static BigDecimal perVcpu(InstanceRow row) {
        var hourly = row.hourly() == null ? BigDecimal.ZERO : row.hourly();
        return hourly.divide(BigDecimal.valueOf(row.vcpus()), MathContext.DECIMAL64);
    }

    private void checkDuplicates(List<InstanceRow> rows) {
        var seen = new HashSet<String>();
        var currencies = new LinkedHashMap<String, String>();
        for (var row : rows) {
            var list = row.provider() + " " + row.region();
            if (!seen.add(list + " " + row.type())) {
                object(row, "instance_type", row.type(), "stands twice for " + list);
            }
            var currency = row.currency().getCurrencyCode();
            var first = currencies.putIfAbsent(list, currency);
            if (first != null && !first.equals(currency)) {
                object(row, "currency", currency, "differs from the other prices of " + list + ", " + first);
            }
        }
    }

    private void object(InstanceRow row, String column, @Nullable Object value, String reason) {
        objections.add(
                new Objection(InstanceRow.FILE, row.line(), column, value == null ? "" : value.toString(), reason));
    }

    static List<Objection> ofEgress(List<EgressRow> rows) {
        var objections = new ArrayList<Objection>();
        var routes = new LinkedHashMap<String, List<EgressRow>>();
        for (var row : rows) {
            routes.computeIfAbsent(row.provider() + " " + row.region() + " " + row.route(), key -> new ArrayList<>())
                    .add(row);
        }
        routes.values().forEach(tiers -> {
            tiers.sort(Comparator.comparing(EgressRow::fromGb));
            BigDecimal due = BigDecimal.ZERO;
            for (var tier : tiers) {
                if (due == null || tier.fromGb().compareTo(due) < 0) {
                    objections.add(objection(
                            tier,
                            "tier_from_gb",
                            tier.fromGb(),
                            "overlaps the tier before, which ends at "
                                    + (due == null ? "no limit" : due.toPlainString())));
                } else if (tier.fromGb().compareTo(due) > 0) {
                    objections.add(objection(
                            tier,
                            "tier_from_gb",
                            tier.fromGb(),
                            "leaves a gap: a tier is due from " + due.toPlainString()));
                }
                if (tier.toGb() != null && tier.toGb().compareTo(tier.fromGb()) <= 0) {
                    objections.add(objection(tier, "tier_to_gb", tier.toGb(), "is not above tier_from_gb"));
                }
                due = tier.toGb();
            }
            if (due != null && !isAllowance(tiers)) {
                objections.add(objection(tiers.getLast(), "tier_to_gb", due, "must be empty: the last tier is open"));
            }
        });
        return List.copyOf(objections);
    }

    /** A single free tier may stand for what is included, where nobody says what comes after. */
    private static boolean isAllowance(List<EgressRow> tiers) {
        return tiers.size() == 1 && tiers.getFirst().pricePerGb().signum() == 0;
    }

    private static Objection objection(EgressRow row, String column, BigDecimal value, String reason) {
        return new Objection(EgressRow.FILE, row.line(), column, value.toPlainString(), reason);
    }

    static List<Objection> ofFees(List<FeeRow> rows) {
        var objections = new ArrayList<Objection>();
        for (var row : rows) {
            if (row.unit().equals("cluster-hour") && row.price().compareTo(MOST_PER_CLUSTER_HOUR) > 0) {
                objections.add(objection(row, "is too much for an hour: a month's price, perhaps"));
            }
            if (row.category().equals("block-storage")
                    && !row.unit().equals("GB-month")
                    && !row.unit().equals("GiB-month")) {
                objections.add(new Objection(
                        FeeRow.FILE,
                        row.line(),
                        "unit",
                        row.unit(),
                        "must be GB-month or GiB-month for block storage"));
            }
            if (row.category().equals("block-storage") && row.price().signum() == 0) {
                objections.add(objection(row, "is no price for storage"));
            }
        }
        return List.copyOf(objections);
    }

    private static Objection objection(FeeRow row, String reason) {
        return new Objection(FeeRow.FILE, row.line(), "price", row.price().toPlainString(), reason);
    }

    static List<Objection> ofServer(long line, ServerOffer offer) {
        var objections = new ArrayList<Objection>();
        var cores = BigDecimal.valueOf(offer.cores());
        if (offer.threads() < offer.cores() || offer.threads() > 2 * offer.cores()) {
            objections.add(new Objection(
                    ServerOffer.FILE,
                    line,
                    "threads",
                    Integer.toString(offer.threads()),
                    "must be one or two for each of the " + offer.cores() + " cores"));
        }
        if (offer.monthly() != null) {
            var perCore = offer.monthly().amount().divide(cores, MathContext.DECIMAL64);
            if (perCore.compareTo(LEAST_PER_CORE_AND_MONTH) < 0) {
                objections.add(new Objection(
                        ServerOffer.FILE,
                        line,
                        "price_monthly",
                        offer.monthly().amount().toPlainString(),
                        "is " + cents(perCore) + " for a core and month: an hour's price, 730 times too low, perhaps"));
            } else if (perCore.compareTo(MOST_PER_CORE_AND_MONTH) > 0) {
                objections.add(new Objection(
                        ServerOffer.FILE,
                        line,
                        "price_monthly",
                        offer.monthly().amount().toPlainString(),
                        "is " + cents(perCore) + " for a core and month: a purchase price, perhaps"));
            }
        }
        if (offer.price() != null
                && offer.price().amount().divide(cores, MathContext.DECIMAL64).compareTo(LEAST_PER_CORE_TO_BUY) < 0) {
            objections.add(new Objection(
                    ServerOffer.FILE,
                    line,
                    "price_capex",
                    offer.price().amount().toPlainString(),
                    "is too little to buy " + cores + " cores with: a rent, perhaps"));
        }
        return List.copyOf(objections);
    }

    private static String cents(BigDecimal amount) {
        return amount.setScale(2, RoundingMode.HALF_UP).toPlainString();
    }
}

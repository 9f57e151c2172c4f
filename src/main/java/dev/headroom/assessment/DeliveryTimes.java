package dev.headroom.assessment;

import dev.headroom.assessment.PlanAssessment.LeadTime;
import dev.headroom.plan.WorkingCalendar;
import dev.headroom.procurement.LeadTimes.Observed;
import dev.headroom.procurement.Purchase;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How long deliveries take: as set, until purchases have taught better. Each vendor is learned for itself. What a scenario
 * supposes is taken as it is, whatever was learned.
 */
final class DeliveryTimes {

    private static final double FEW = 0.1;
    private static final double MANY = 0.9;
    private static final String AS_SET = "as set";
    private static final String SUPPOSED = "as supposed here";

    private final Delivery servers;
    private final Delivery upgrades;
    private final List<Lesson> lessons;

    /** A delivery in the days on which suppliers worked. */
    private record Lesson(Purchase.Kind kind, String vendor, int days) {}

    private DeliveryTimes(Delivery servers, Delivery upgrades, List<Lesson> lessons) {
        this.servers = servers;
        this.upgrades = upgrades;
        this.lessons = List.copyOf(lessons);
    }

    /**
     * @param settings with the lead times that hold before any delivery, or that are supposed
     * @param supposed whose spans are not to be learned; {@code null} where a scenario supposes none
     */
    static DeliveryTimes of(
            PlanningSettings.Planning settings, ScenarioChanges.@Nullable LeadTimes supposed, List<Observed> observed) {
        boolean serversSupposed = supposed != null && supposed.serverDays() != null;
        boolean upgradesSupposed = supposed != null && supposed.upgradeDays() != null;
        var calendar = settings.calendar();
        var lessons = new ArrayList<Lesson>();
        for (var one : observed) {
            boolean isSupposed = one.kind() == Purchase.Kind.SERVER ? serversSupposed : upgradesSupposed;
            if (!isSupposed) {
                lessons.add(new Lesson(one.kind(), one.vendor(), workingDays(one, calendar)));
            }
        }
        return new DeliveryTimes(
                Delivery.around(settings.leadTimeDays(), serversSupposed ? SUPPOSED : AS_SET),
                Delivery.around(settings.upgradeLeadDays(), upgradesSupposed ? SUPPOSED : AS_SET),
                lessons);
    }

    private static int workingDays(Observed one, WorkingCalendar calendar) {
        return Math.toIntExact(one.days()) - calendar.closedDays(one.orderedOn(), one.known());
    }

    /**
     * Returns how long servers take.
     *
     * @param vendor {@code null} where it is not known: then every vendor's deliveries count
     */
    Delivery ofServers(@Nullable String vendor) {
        return servers.learned(lessons(Purchase.Kind.SERVER, vendor));
    }

    /** Returns how long link upgrades take, from the same vendors. */
    Delivery ofUpgrades(@Nullable String vendor) {
        return upgrades.learned(lessons(Purchase.Kind.UPGRADE, vendor));
    }

    Delivery of(Purchase.Kind kind, @Nullable String vendor) {
        return kind == Purchase.Kind.SERVER ? ofServers(vendor) : ofUpgrades(vendor);
    }

    /** Returns what is set for each kind, then what was learned of each vendor. */
    List<LeadTime> told() {
        var told = new ArrayList<LeadTime>();
        for (var kind : Purchase.Kind.values()) {
            told.add(told(kind, null, kind == Purchase.Kind.SERVER ? servers : upgrades));
            var vendors = new TreeSet<String>();
            lessons.stream().filter(lesson -> lesson.kind() == kind).forEach(lesson -> vendors.add(lesson.vendor()));
            vendors.forEach(vendor -> told.add(told(kind, vendor, of(kind, vendor))));
        }
        return told;
    }

    private static LeadTime told(Purchase.Kind kind, @Nullable String vendor, Delivery delivery) {
        return new LeadTime(
                kind.code(),
                vendor,
                delivery.days(),
                delivery.leadTime().quantile(FEW),
                delivery.leadTime().quantile(MANY),
                delivery.learnedFrom(),
                delivery.basis());
    }

    /** Returns the same in words. */
    List<String> sentences() {
        return told().stream()
                .map(time -> (time.kind().equals(Purchase.Kind.SERVER.code()) ? "Servers" : "Link upgrades")
                        + (time.vendor() == null ? "" : " of " + time.vendor()) + " take about " + time.days()
                        + " days to be delivered: " + time.basis()
                        + (time.vendor() == null ? ", until deliveries of their vendor have taught better." : "."))
                .toList();
    }

    private List<Integer> lessons(Purchase.Kind kind, @Nullable String vendor) {
        return lessons.stream()
                .filter(lesson -> lesson.kind() == kind
                        && (vendor == null || lesson.vendor().equals(vendor)))
                .map(Lesson::days)
                .toList();
    }

    /** Returns all that dates follow from: equal texts, equal times. */
    @Override
    public String toString() {
        return servers.basis() + "; " + upgrades.basis() + "; " + lessons;
    }
}

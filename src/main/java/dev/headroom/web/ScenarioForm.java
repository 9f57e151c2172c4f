package dev.headroom.web;

import dev.headroom.assessment.InvalidScenario.Fault;
import dev.headroom.assessment.ScenarioChanges;
import dev.headroom.units.Resource;
import dev.headroom.units.Unit;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/** The fields of the form for a scenario: one change of each kind, and three events. What is left empty stays as it is. */
record ScenarioForm(MultiValueMap<String, String> fields) {

    static final int EVENTS = 3;

    private static final double PERCENT = 100;

    private static final Pattern INDEX = Pattern.compile("\\[\\d+]");

    /** By the path of a change, what the form calls it; with a % where the form asks for percent and the change is a share. */
    private static final Map<String, String> LABELS = Map.ofEntries(
            Map.entry("name", "Name"),
            Map.entry("growth.factor", "Times as fast as forecast"),
            Map.entry("growth.perYear", "On top, % a year"),
            Map.entry("surviveFailures", "Nodes of a pool that may fail at once"),
            Map.entry("nodes", "Nodes added, or lost with a minus"),
            Map.entry("nodes.count", "Nodes added, or lost with a minus"),
            Map.entry("thresholds.threshold", "Full is, % of capacity"),
            Map.entry("events.date", "An event's date"),
            Map.entry("drivers.driver", "Which number of the business"),
            Map.entry("drivers.change", "% more than forecast, or less with a minus"),
            Map.entry("drivers.from", "The first day of a number of the business"),
            Map.entry("leadTimes.serverDays", "Servers, days from order to delivery"),
            Map.entry("leadTimes.upgradeDays", "Link upgrades, days"),
            Map.entry("prices.model", "Another price for"),
            Map.entry("prices.monthly", "Price a month"),
            Map.entry("prices.oneTime", "Price once"),
            Map.entry("budget.monthlyMax", "At most of rent in a month"),
            Map.entry("budget.oneTimePerMonth", "At most spent once in a month"),
            Map.entry("rebalance", "Pools that may hand nodes to each other"));

    /** Returns a sentence on what is wrong with a change, by the form's own words. */
    static String told(Fault fault) {
        var label = LABELS.get(INDEX.matcher(fault.field()).replaceAll(""));
        var value = fault.value();
        var held = value instanceof Double number && Double.isFinite(number)
                ? BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()
                : String.valueOf(value);
        if (label != null && label.contains("%") && value instanceof Double share && Double.isFinite(share)) {
            held = BigDecimal.valueOf(share)
                            .movePointRight(2)
                            .stripTrailingZeros()
                            .toPlainString()
                    + " %, " + held + " as a share";
        }
        return VisibleText.sentence((label == null ? fault.field() : "“" + label + "”")
                + (value == null ? "" : " (" + held + ")") + " " + fault.message() + ".");
    }

    /** A field holds what can't be read; the message is a sentence for the reader. */
    static final class Unreadable extends RuntimeException {
        Unreadable(String label, String value, String wanted) {
            super(label + " is " + (value.isEmpty() ? "empty" : "“" + VisibleText.name(value) + "”") + ": it must be "
                    + wanted + ".");
        }
    }

    /** Returns what a field holds, to show it again. */
    public String value(String field) {
        return value(field, 0);
    }

    public String value(String field, int index) {
        var values = fields.get(field);
        return values == null || values.size() <= index ? "" : values.get(index).strip();
    }

    public boolean has(String field, String value) {
        var values = fields.get(field);
        return values != null && values.contains(value);
    }

    String name() {
        return value("name");
    }

    /**
     * Returns the changes.
     *
     * @throws Unreadable where a field can't be read
     */
    ScenarioChanges changes() {
        return new ScenarioChanges(
                growth(),
                events(),
                drivers(),
                nodes(),
                thresholds(),
                whole("surviveFailures", "Failures to survive"),
                leadTimes(),
                prices(),
                List.of(),
                budget(),
                fields.getOrDefault("rebalance", List.of()));
    }

    private List<ScenarioChanges.Growth> growth() {
        var factor = number("growthFactor", 0, "Growth");
        var perYear = number("growthPerYear", 0, "Growth on top");
        return factor == null && perYear == null
                ? List.of()
                : List.of(new ScenarioChanges.Growth(
                        given("growthPool"),
                        given("growthResource"),
                        factor,
                        perYear == null ? null : perYear / PERCENT));
    }

    private List<ScenarioChanges.Event> events() {
        var events = new ArrayList<ScenarioChanges.Event>();
        for (int i = 0; i < EVENTS; i++) {
            var amount = number("eventAmount", i, "An event's demand");
            var date = value("eventDate", i);
            if (amount == null && date.isEmpty() && value("eventName", i).isEmpty()) {
                continue;
            }
            if (amount == null) {
                throw new Unreadable("An event's demand", "", "a number, negative where load leaves");
            }
            var resource = value("eventResource", i);
            var name = value("eventName", i);
            events.add(new ScenarioChanges.Event(
                    name.isEmpty() ? "Event " + (i + 1) : name,
                    day("An event's date", date),
                    value("eventPool", i),
                    Map.of(resource, amount * scale(resource))));
        }
        return events;
    }

    private List<ScenarioChanges.DriverChange> drivers() {
        var percent = number("driverChange", 0, "The change of a number of the business");
        var from = value("driverFrom");
        if (percent == null && !from.isEmpty()) {
            throw new Unreadable("The change of a number of the business", "", "a number, negative where it falls");
        }
        return percent == null
                ? List.of()
                : List.of(new ScenarioChanges.DriverChange(
                        value("driverPool"),
                        value("driver"),
                        percent / PERCENT,
                        from.isEmpty() ? null : day("The first day of a number of the business", from)));
    }

    private static LocalDate day(String label, String date) {
        try {
            return LocalDate.parse(date);
        } catch (DateTimeParseException e) {
            throw new Unreadable(label, date, "a day such as 2027-04-01");
        }
    }

    private static double scale(String resource) {
        Unit unit;
        try {
            unit = new Resource(resource).unit();
        } catch (IllegalArgumentException e) {
            return 1; // the check of the changes names it
        }
        return switch (unit) {
            case CORES, PODS -> 1;
            case BYTES -> 1L << 30;
            case BITS_PER_SECOND -> 1e9;
        };
    }

    private List<ScenarioChanges.NodeChange> nodes() {
        var count = whole("nodesCount", "Nodes added or lost");
        return count == null ? List.of() : List.of(new ScenarioChanges.NodeChange(value("nodesPool"), null, count));
    }

    private List<ScenarioChanges.Threshold> thresholds() {
        var percent = number("threshold", 0, "Threshold");
        return percent == null
                ? List.of()
                : List.of(new ScenarioChanges.Threshold(
                        given("thresholdPool"), given("thresholdResource"), percent / PERCENT));
    }

    private ScenarioChanges.@Nullable LeadTimes leadTimes() {
        var servers = whole("serverDays", "Lead time of servers");
        var upgrades = whole("upgradeDays", "Lead time of link upgrades");
        return servers == null && upgrades == null
                ? null
                : new ScenarioChanges.LeadTimes(servers, upgrades, null, null);
    }

    private List<ScenarioChanges.Price> prices() {
        var monthly = amount("priceMonthly", "Price a month");
        var oneTime = amount("priceOneTime", "Price once");
        return monthly == null && oneTime == null
                ? List.of()
                : List.of(new ScenarioChanges.Price(value("priceModel"), monthly, oneTime, null));
    }

    private ScenarioChanges.@Nullable Spending budget() {
        var oneTime = amount("budgetOneTime", "Budget for purchases in a month");
        var monthly = amount("budgetMonthly", "Budget for rents in a month");
        return oneTime == null && monthly == null ? null : new ScenarioChanges.Spending(oneTime, monthly);
    }

    private @Nullable String given(String field) {
        var value = value(field);
        return value.isEmpty() ? null : value;
    }

    private @Nullable Double number(String field, int index, String label) {
        var value = value(field, index);
        try {
            return value.isEmpty() ? null : (Double) new BigDecimal(value).doubleValue();
        } catch (NumberFormatException e) {
            throw new Unreadable(label, value, "a number");
        }
    }

    private @Nullable Integer whole(String field, String label) {
        var value = value(field);
        try {
            return value.isEmpty() ? null : Integer.valueOf(value);
        } catch (NumberFormatException e) {
            throw new Unreadable(label, value, "a whole number");
        }
    }

    private @Nullable BigDecimal amount(String field, String label) {
        var value = value(field);
        try {
            return value.isEmpty() ? null : new BigDecimal(value);
        } catch (NumberFormatException e) {
            throw new Unreadable(label, value, "an amount such as 199.00");
        }
    }
}

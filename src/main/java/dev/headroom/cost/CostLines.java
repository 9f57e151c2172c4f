package dev.headroom.cost;

import dev.headroom.units.Money;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What something costs, by kind. An unknown line makes the total unknown, with the reason. */
public record CostLines(
        Amount compute, Amount storage, Amount egress, Amount controlPlane, Amount staff, Amount other) {

    static CostLines zero(Currency currency) {
        var zero = Amount.of(Money.zero(currency));
        return new CostLines(zero, zero, zero, zero, zero, zero);
    }

    /** Returns the lines by name, in the order in which they are shown. */
    public Map<String, Amount> lines() {
        var lines = new LinkedHashMap<String, Amount>();
        lines.put("compute", compute);
        lines.put("storage", storage);
        lines.put("egress", egress);
        lines.put("controlPlane", controlPlane);
        lines.put("staff", staff);
        lines.put("other", other);
        return lines;
    }

    public CostLines plus(CostLines that) {
        return new CostLines(
                compute.plus(that.compute),
                storage.plus(that.storage),
                egress.plus(that.egress),
                controlPlane.plus(that.controlPlane),
                staff.plus(that.staff),
                other.plus(that.other));
    }

    /** Returns each line as it is printed; their sum is the printed total. */
    CostLines rounded() {
        return new CostLines(
                compute.rounded(),
                storage.rounded(),
                egress.rounded(),
                controlPlane.rounded(),
                staff.rounded(),
                other.rounded());
    }

    /** Returns the sum of all that is measured; unknown where a price is. */
    public Amount total() {
        return totalOf(lines());
    }

    /** Returns what the total lacks: the lines without a price and those that nobody has measured, each with the reason. */
    public List<String> missing() {
        return missing(lines());
    }

    static Amount totalOf(Map<String, Amount> lines) {
        return lines.values().stream().anyMatch(Amount.Unknown.class::isInstance)
                ? Amount.unknown(String.join("; ", missing(lines)))
                : lines.values().stream()
                        .filter(Amount::isKnown)
                        .reduce(Amount::plus)
                        .orElseThrow();
    }

    private static List<String> missing(Map<String, Amount> lines) {
        var missing = new ArrayList<String>();
        lines.forEach((line, amount) -> {
            switch (amount) {
                case Amount.Known known -> {}
                case Amount.Unknown unknown -> missing.add(line + ": " + unknown.reason());
                case Amount.Unmeasured unmeasured -> missing.add(line + ": " + unmeasured.reason());
            }
        });
        return missing;
    }
}

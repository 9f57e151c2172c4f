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

    /** Returns the sum, or what it lacks. */
    public Amount total() {
        var missing = missing();
        return missing.isEmpty()
                ? lines().values().stream().reduce(Amount::plus).orElseThrow()
                : Amount.unknown(String.join("; ", missing));
    }

    /** Returns the lines without a price, each with the reason. */
    public List<String> missing() {
        var missing = new ArrayList<String>();
        lines().forEach((line, amount) -> {
            if (amount instanceof Amount.Unknown unknown) {
                missing.add(line + ": " + unknown.reason());
            }
        });
        return missing;
    }
}

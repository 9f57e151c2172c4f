package dev.headroom.cost;

import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one month's demand costs in one cloud. Each line is rounded to the cent; a line without a price is unknown, with
 * the reason, and so then is the total.
 *
 * @param instances the cheapest mix, largest share first; empty where nothing is needed or compute is unknown
 */
public record CloudQuote(
        CloudProvider provider,
        String region,
        Commitment commitment,
        Currency currency,
        List<Instances> instances,
        Amount compute,
        Amount egress,
        Amount controlPlane,
        Amount storage,
        List<PriceSource> sources) {

    /** So many of one type. */
    public record Instances(String type, int count) {}

    public CloudQuote {
        instances = List.copyOf(instances);
        sources = List.copyOf(sources);
    }

    /** Returns the lines by name, in the order in which they are shown. */
    public Map<String, Amount> lines() {
        var lines = new LinkedHashMap<String, Amount>();
        lines.put("compute", compute);
        lines.put("egress", egress);
        lines.put("controlPlane", controlPlane);
        lines.put("storage", storage);
        return lines;
    }

    /** Returns the sum of the lines that are measured; unknown where a price is. */
    public Amount total() {
        return CostLines.totalOf(lines());
    }
}

package dev.headroom.cost;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A figure that no price list gives, with where it comes from.
 *
 * @param value money is in the comparison's currency; a share is 0.05 for 5 %
 * @param asOf  when it was true, in the source's words
 */
public record Assumption(Kind kind, BigDecimal value, String source, String asOf) {

    /** What is assumed. Leaving one out counts nothing for it. */
    public enum Kind {
        /** The people who run the servers. */
        STAFF("Staff", "a month", "0", null),
        /** The people who would still be needed in the cloud. */
        CLOUD_STAFF("Staff in the cloud", "a month", "0", null),
        MONITORING("Monitoring", "a month", "0", null),
        COMPLIANCE("Compliance", "a month", "0", null),
        REMOTE_HANDS("Remote hands", "a month and bought server", "0", null),
        POWER("Power of a bought server", "kW", "0", "100"),
        /** Power drawn from the grid for each kW that the servers take. */
        PUE("Power usage effectiveness", "", "1", "5"),
        POWER_PRICE("Power price", "a kWh", "0", null),
        COLOCATION("Colocation", "a month and kW", "0", null),
        SPARES("Spare parts", "of the purchase price a year", "0", "1"),
        SUPPORT("Vendor support", "of the purchase price a year", "0", "1"),
        DEPRECIATION("Depreciation", "months", "36", "84"),
        /** What a server still fetches after its depreciation. */
        SALVAGE("Salvage value", "of the purchase price", "0", "1"),
        DISCOUNT_RATE("Discount rate", "a year", "0", "1");

        private final String title;
        private final String unit;
        private final BigDecimal least;
        private final @Nullable BigDecimal most;

        Kind(String title, String unit, String least, @Nullable String most) {
            this.title = title;
            this.unit = unit;
            this.least = new BigDecimal(least);
            this.most = most == null ? null : new BigDecimal(most);
        }

        /** Returns the name that a reader sees. */
        public String title() {
            return title;
        }

        /** Returns whether the value is money, or money for a unit. */
        public boolean isMoney() {
            return switch (this) {
                case STAFF, CLOUD_STAFF, MONITORING, COMPLIANCE, REMOTE_HANDS, POWER_PRICE, COLOCATION -> true;
                case POWER, PUE, SPARES, SUPPORT, DEPRECIATION, SALVAGE, DISCOUNT_RATE -> false;
            };
        }

        /** Returns what the value is counted in or by; empty for a plain number. */
        public String unit() {
            return unit;
        }
    }

    public Assumption {
        if (value.compareTo(kind.least) < 0 || kind.most != null && value.compareTo(kind.most) > 0) {
            throw new IllegalArgumentException(kind.title + " must be "
                    + (kind.most == null ? "at least " + kind.least : "from " + kind.least + " to " + kind.most) + ": "
                    + value);
        }
        if (kind == Kind.DEPRECIATION && value.stripTrailingZeros().scale() > 0) {
            throw new IllegalArgumentException(kind.title + " must be whole months: " + value);
        }
    }
}

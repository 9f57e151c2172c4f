package dev.headroom.cost;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Servers or upgrades rented on the same terms.
 *
 * @param firstMonth the first that is paid, from 0; negative for what is rented already, whose set-up fee is paid
 * @param lastMonth  the last that is paid; null where none is known
 * @param monthly    for each one, at the contract's price where there is a contract
 */
public record RentedServers(
        String what, int count, int firstMonth, @Nullable Integer lastMonth, BigDecimal monthly, BigDecimal setupFee) {

    public RentedServers {
        if (count <= 0) {
            throw new IllegalArgumentException(what + ": count must be more than 0: " + count);
        }
        if (monthly.signum() < 0 || setupFee.signum() < 0) {
            throw new IllegalArgumentException(what + ": prices must be 0 or more: " + monthly + ", " + setupFee);
        }
    }
}

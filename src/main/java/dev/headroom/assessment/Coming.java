package dev.headroom.assessment;

import dev.headroom.procurement.Purchase;
import dev.headroom.units.Money;
import dev.headroom.units.Resource;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that is approved or ordered for a pool, and not in service yet.
 *
 * @param id       unique among what comes for the pool
 * @param model    the server model, or the upgrade
 * @param serverId the server model that an upgrade is for; the model itself for a server
 * @param from     the first day of service that is expected; today for what is overdue
 * @param overdue  the day that has passed without it; null where none has
 * @param capacity what one server carries, or one upgraded node of the resources named; empty where that is not known
 * @param oneTime  for all of it
 * @param monthly  for all of it
 */
record Coming(
        String id,
        Purchase.Kind kind,
        String model,
        String serverId,
        int quantity,
        LocalDate from,
        @Nullable LocalDate overdue,
        Map<Resource, Double> capacity,
        Money oneTime,
        Money monthly,
        @Nullable String orderNumber) {}

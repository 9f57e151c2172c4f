package dev.headroom.assessment;

import dev.headroom.plan.WorkingCalendar;
import dev.headroom.units.InvalidSetting;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How cautious to plan, and in which currency.
 *
 * @param currency what pages, mails and the API show
 */
@Validated
@ConfigurationProperties("headroom")
record PlanningSettings(
        @DefaultValue("EUR") Currency currency,
        @Valid @DefaultValue Planning planning) {

    /**
     * The planner's rules.
     *
     * @param threshold        the utilization that counts as full
     * @param surviveFailures  how many nodes of a pool may fail at once; not asked of a pool of one
     * @param failureThreshold how full the rest may get then
     * @param leadTimeDays     from order to delivery of a server, until purchases have taught better; the middle of the
     *                         8 to 12 weeks that are ordinary in 2026. Eight deliveries of ten are taken to need from 80
     *                         to 120 % of it
     * @param upgradeLeadDays  from order to use of a link upgrade, spread alike
     * @param installDays      from delivery to service
     * @param marginDays       kept free on purpose
     * @param keepMonths       how long a new server is kept at the least, whatever its contract allows: a fleet is not
     *                         rebuilt each month
     * @param horizonDays      how far forecasts are shown
     * @param months           how far the plan reaches
     * @param solverTime       after which the best plan found is taken, with its gap
     * @param confidence       how sure it shall be that what is ordered by its order-by date arrives before the limit is
     *                         reached
     * @param shutdowns        when suppliers deliver nothing, such as {@code 12-24/01-01} each year or
     *                         {@code 2027-02-05/2027-02-12} once
     */
    record Planning(
            @DefaultValue("0.8") @DecimalMin("0.05") @DecimalMax("1.0")
            double threshold,

            @DefaultValue("1") @Min(0) @Max(10) int surviveFailures,

            @DefaultValue("1.0") @DecimalMin("0.05") @DecimalMax("1.0")
            double failureThreshold,

            @DefaultValue("70") @Min(0) @Max(730) int leadTimeDays,
            @DefaultValue("14") @Min(0) @Max(730) int upgradeLeadDays,
            @DefaultValue("3") @Min(0) @Max(365) int installDays,
            @DefaultValue("7") @Min(0) @Max(365) int marginDays,
            @DefaultValue("12") @Min(0) @Max(60) int keepMonths,
            @DefaultValue("365") @Min(30) @Max(1000) int horizonDays,
            @DefaultValue("36") @Min(1) @Max(60) int months,
            @DefaultValue("20s") Duration solverTime,

            @DefaultValue("0.9") @DecimalMin("0.5") @DecimalMax("0.99")
            double confidence,

            @DefaultValue("12-24/01-01") List<String> shutdowns) {

        public Planning {
            shutdowns = List.copyOf(shutdowns);
            calendar(shutdowns);
        }

        WorkingCalendar calendar() {
            return calendar(shutdowns);
        }

        private static WorkingCalendar calendar(List<String> shutdowns) {
            var read = new ArrayList<WorkingCalendar.Shutdown>();
            for (var text : shutdowns) {
                try {
                    read.add(WorkingCalendar.shutdown(text));
                } catch (IllegalArgumentException e) {
                    throw new InvalidSetting(
                            "HEADROOM_PLANNING_SHUTDOWNS",
                            text,
                            "days like 12-24/01-01 or 2027-02-05/2027-02-12, separated by commas");
                }
            }
            return new WorkingCalendar(read);
        }

        /** Returns the whole time from a server's order to its service, suppliers' holidays and the margin included. */
        int spanDays(LocalDate ordered, Delivery delivery) {
            return deliveryDays(ordered, delivery) + installDays + marginDays;
        }

        /** Returns the time from an order to its delivery, suppliers' holidays included. */
        int deliveryDays(LocalDate ordered, Delivery delivery) {
            return Math.toIntExact(ChronoUnit.DAYS.between(ordered, calendar().after(ordered, delivery.days())));
        }
    }

    /** Returns the same with another lead time of servers. */
    PlanningSettings withLeadTime(int days) {
        return new PlanningSettings(
                currency,
                new Planning(
                        planning.threshold(),
                        planning.surviveFailures(),
                        planning.failureThreshold(),
                        days,
                        planning.upgradeLeadDays(),
                        planning.installDays(),
                        planning.marginDays(),
                        planning.keepMonths(),
                        planning.horizonDays(),
                        planning.months(),
                        planning.solverTime(),
                        planning.confidence(),
                        planning.shutdowns()));
    }
}

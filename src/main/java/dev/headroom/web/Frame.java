package dev.headroom.web;

import dev.headroom.access.Caller;
import dev.headroom.access.Role;
import dev.headroom.assessment.Assessment;
import dev.headroom.assessment.NoAssessmentYet;
import dev.headroom.assessment.Status;
import dev.headroom.units.Figures;
import dev.headroom.units.RoughDate;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What stands around every page: whose it is, which assessment it shows, and how good its data are.
 *
 * @param address the page's own address, for print and for coming back
 * @param origin  what comes before an address in a link from elsewhere
 * @param grafana where the shipped Grafana dashboard is
 */
record Frame(
        @Nullable Assessment assessment,
        Instant now,
        String user,
        String address,
        String origin,
        @Nullable URI grafana) {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm", Locale.ENGLISH);
    private static final double COMPLETE = 0.95;

    public boolean hasAssessment() {
        return assessment != null;
    }

    /** Returns the assessment, or turns the reader to the overview, which says what is still to come. */
    public Assessment required() {
        if (assessment == null) {
            throw new NoAssessmentYet();
        }
        return assessment;
    }

    /** Returns the day that the assessment was made: what its dates are measured from. */
    public LocalDate today() {
        return assessment == null
                ? now.atZone(ZoneOffset.UTC).toLocalDate()
                : assessment.generatedAt().atZone(assessment.zone()).toLocalDate();
    }

    public ZoneId zone() {
        return assessment == null ? ZoneOffset.UTC : assessment.zone();
    }

    public String zoneName() {
        return zone().getDisplayName(TextStyle.FULL, Locale.ENGLISH) + " (" + zone().getId() + ")";
    }

    public String asOf() {
        return RoughDate.exact(required().asOf());
    }

    public String generated() {
        return moment(required().generatedAt());
    }

    public String moment(Instant instant) {
        return MOMENT.format(instant.atZone(zone()));
    }

    /** Returns how old the newest day of usage is, counted from the day before now, the youngest that can be whole. */
    public long daysBehind() {
        var yesterday = now.atZone(zone()).toLocalDate().minusDays(1);
        return assessment == null ? 0 : Math.max(0, ChronoUnit.DAYS.between(assessment.asOf(), yesterday));
    }

    public boolean isStale() {
        return daysBehind() > 1;
    }

    public StatusView data() {
        if (assessment == null) {
            return StatusView.of(Status.UNKNOWN, "No data yet");
        }
        if (isStale()) {
            return StatusView.of(Status.LATE, "Data %,d days old".formatted(daysBehind()));
        }
        var coverage = assessment.data().coverage();
        if (coverage == null) {
            return StatusView.of(Status.UNKNOWN, "Data coverage unknown");
        }
        return coverage < COMPLETE
                ? StatusView.of(
                        Status.ORDER_NOW,
                        "Data to %s incomplete: %s"
                                .formatted(DAY.format(assessment.asOf()), Figures.finePercent(coverage)))
                : StatusView.of(
                        Status.OK,
                        "Data to %s complete: %s"
                                .formatted(DAY.format(assessment.asOf()), Figures.finePercent(coverage)));
    }

    public boolean isAdministrator() {
        return Caller.ifAny()
                .filter(caller -> caller.role() == Role.ADMINISTRATOR)
                .isPresent();
    }

    /** Returns whether the reader may say what holds of the fleet. */
    public boolean isMayPlan() {
        return Caller.ifAny()
                .filter(caller ->
                        Set.of(Role.PLANNER, Role.APPROVER, Role.ADMINISTRATOR).contains(caller.role()))
                .isPresent();
    }

    public String userName() {
        return VisibleText.name(user);
    }

    /** Returns the command that asks the API for the same. */
    public String call(String api) {
        return "curl -H \"Authorization: Bearer $TOKEN\" '" + origin + api.replace("'", "%27") + "'";
    }

    /** Returns where Grafana shows a pool's resource; null where it isn't known. */
    @Nullable
    public String grafana(String pool, String resource) {
        return grafana == null
                ? null
                : UriComponentsBuilder.fromUri(grafana)
                        .path("/d/headroom/headroom")
                        .queryParam("var-pool", "{pool}")
                        .queryParam("var-resource", "{resource}")
                        .encode()
                        .buildAndExpand(pool, resource)
                        .toUriString();
    }

    public boolean isAt(String section) {
        return section.equals("/") ? address.equals("/") || address.startsWith("/?") : address.startsWith(section);
    }
}

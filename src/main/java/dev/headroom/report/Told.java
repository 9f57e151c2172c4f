package dev.headroom.report;

import dev.headroom.assessment.Assessment;
import dev.headroom.assessment.PlanAssessment;
import dev.headroom.assessment.PlanAssessment.Order;
import dev.headroom.assessment.PoolAssessment;
import dev.headroom.assessment.ResourceAssessment;
import dev.headroom.assessment.ResourceAssessment.BindingLimit;
import dev.headroom.assessment.Status;
import dev.headroom.catalog.OfferName;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The sentences that a snapshot holds: as they were given in English, the very words of the pages; composed of the same figures and days in every
 * other language.
 */
final class Told {

    private static final int NAME = 60;
    private static final int SENTENCE = 400;
    /** As for the pages: a date that moves by less is noise. */
    private static final int WORTH_TELLING_DAYS = 14;

    private final Assessment assessment;
    private final @Nullable Assessment before;
    private final Words words;
    private final LocalDate today;

    /** @param before the assessment a week earlier */
    Told(Assessment assessment, @Nullable Assessment before, Words words, LocalDate today) {
        this.assessment = assessment;
        this.before = before;
        this.words = words;
        this.today = today;
    }

    private boolean asGiven() {
        return words.language() == Language.EN;
    }

    private static String clean(String text) {
        return CleanText.of(text, SENTENCE);
    }

    String verdict() {
        var verdict = assessment.verdict();
        if (asGiven()) {
            return clean(verdict.text());
        }
        var next = assessment.plan().orders().stream()
                .filter(order -> !order.kind().isReturn())
                .findFirst();
        if (verdict.status() == Status.UNKNOWN) {
            return words.text("told.verdict.unknown");
        }
        if (next.isEmpty()) {
            return words.text(verdict.status() == Status.OK ? "told.verdict.nothing" : "told.verdict.short");
        }
        var order = next.get();
        var what = item(order);
        long late = ChronoUnit.DAYS.between(order.orderBy(), today);
        var act = late > 0
                ? words.text("told.verdict.late", what, late)
                : words.text("told.verdict.order", what, words.adverb(order.orderBy(), today));
        return order.reasons().isEmpty() ? act + "." : act + words.text("told.verdict.because", because(order));
    }

    /** Returns {@code 2 × AX162-S for workers}. */
    String item(Order order) {
        return words.text(
                order.kind() == PlanAssessment.Kind.UPGRADE ? "order.upgrade" : "order.server",
                order.quantity(),
                CleanText.of(offer(order.model()), NAME),
                assessment
                        .pool(order.pool())
                        .map(pool -> CleanText.of(pool.name(), NAME))
                        .orElse(CleanText.of(order.pool(), NAME)));
    }

    private String offer(String model) {
        return asGiven()
                ? OfferName.of(model)
                : OfferName.link(model)
                        .map(link -> words.text(
                                "told.link",
                                link.gigabits(),
                                switch (link.link()) {
                                    case "public" -> words.text("told.link.public");
                                    case "private" -> words.text("told.link.private");
                                    default -> link.link();
                                },
                                link.server()))
                        .orElse(OfferName.of(model));
    }

    private String because(Order order) {
        var reason = order.reasons().getFirst();
        var title = ReportEditor.lowerCase(words.title(reason.resource()));
        var crossing = reason.crossing();
        return crossing == null || crossing.p50() == null
                ? words.text("told.because", title)
                : words.text("told.because.dated", title, words.adverb(crossing.p50(), today));
    }

    /** Returns why an order is needed. */
    String why(Order order) {
        if (!asGiven()) {
            return order.reasons().isEmpty()
                    ? words.text("told.why.cost")
                    : ResourceRows.capitalized(words.text("told.why", because(order)));
        }
        return order.reasons().isEmpty()
                ? clean(order.sentence())
                : clean(order.reasons().stream()
                                .map(reason -> reason.explanation().replaceFirst("\\.$", ""))
                                .collect(Collectors.joining("; ")))
                        + ".";
    }

    /** Returns what a resource's future looks like; for an unknown one, why it is. */
    String reason(ResourceAssessment resource) {
        if (asGiven()) {
            return clean(resource.reason());
        }
        var title = words.title(resource.resource());
        if (resource.status() == Status.UNKNOWN) {
            return resource.used() == null
                    ? words.text("told.unknown.used", title)
                    : words.text(resource.capacity() == null ? "told.unknown.capacity" : "told.unknown.history", title);
        }
        var usable = resource.usable();
        var limit = resource.bindingLimit() == BindingLimit.NODE_FAILURE && usable != null
                ? words.text(
                        "told.limit.failure",
                        words.quantity(usable, resource.resource().unit()))
                : words.percent(resource.threshold());
        var crossing = ResourceRows.binding(resource);
        if (crossing == null || crossing.p10() == null) {
            return words.text("told.stays", title, limit, assessment.horizon());
        }
        if (crossing.p50() == null) {
            return words.text("told.probably", title, limit, assessment.horizon(), words.rough(crossing.p10(), today));
        }
        if (!crossing.p50().isAfter(today)) {
            return words.text("told.reached", title, limit);
        }
        var range = crossing.p90() == null
                ? words.text("range.open", words.rough(crossing.p10(), today))
                : words.range(crossing.p10(), crossing.p90(), today);
        return words.text("told.reaches", title, limit, words.adverb(crossing.p50(), today), range);
    }

    List<String> changes() {
        if (asGiven()) {
            return assessment.changes().stream().map(Told::clean).toList();
        }
        if (before == null) {
            return List.of();
        }
        var changes = new ArrayList<String>();
        for (var pool : assessment.pools()) {
            var name = CleanText.of(pool.name(), NAME);
            var old = before.pool(pool.id()).orElse(null);
            if (old == null) {
                changes.add(words.text("told.change.pool", name));
                continue;
            }
            if (old.nodeCount() != pool.nodeCount()) {
                changes.add(words.text("told.change.nodes", name, pool.nodeCount(), old.nodeCount()));
            }
            pool.resources()
                    .forEach(resource -> old.resource(resource.resource())
                            .ifPresent(earlier -> changes.addAll(change(pool, earlier, resource))));
        }
        return changes;
    }

    private List<String> change(PoolAssessment pool, ResourceAssessment earlier, ResourceAssessment now) {
        var name = CleanText.of(pool.name(), NAME) + ", " + words.title(now.resource());
        if (earlier.status() != now.status()
                && (earlier.status() == Status.UNKNOWN || now.status() == Status.UNKNOWN)) {
            return List.of(
                    words.text("told.change.status", name, words.status(earlier.status()), words.status(now.status())));
        }
        var from = earlier.crossing() == null ? null : earlier.crossing().p50();
        var to = now.crossing() == null ? null : now.crossing().p50();
        if (Objects.equals(from, to)) {
            return List.of();
        }
        var cause = cause(earlier, now);
        if (to == null) {
            return List.of(words.text("told.change.gone", name, cause));
        }
        if (from == null) {
            return List.of(words.text("told.change.dated", name, words.rough(to, today), cause));
        }
        long days = ChronoUnit.DAYS.between(from, to);
        return Math.abs(days) <= WORTH_TELLING_DAYS
                ? List.of()
                : List.of(words.text(
                        days < 0 ? "told.change.earlier" : "told.change.later",
                        name,
                        Math.abs(days),
                        words.rough(to, today),
                        cause));
    }

    private String cause(ResourceAssessment earlier, ResourceAssessment now) {
        var unit = now.resource().unit();
        var capacity = now.capacity();
        var capacityThen = earlier.capacity();
        if (capacity != null && capacityThen != null && !capacity.equals(capacityThen)) {
            return words.text(
                    "told.cause.capacity", words.quantity(capacity, unit), words.quantity(capacityThen, unit));
        }
        var used = now.used();
        var usedThen = earlier.used();
        if (used != null && usedThen != null && usedThen > 0) {
            double growth = used / usedThen - 1;
            return words.text(growth >= 0 ? "told.cause.grew" : "told.cause.fell", words.finePercent(Math.abs(growth)));
        }
        return words.text("told.cause.history");
    }

    List<String> notes() {
        var notes = assessment.data().notes();
        return asGiven()
                ? notes.stream().map(Told::clean).toList()
                : notes.isEmpty() ? List.of() : List.of(words.text("told.notes", notes.size()));
    }

    /** Returns why there is no plan. */
    String noPlan() {
        return asGiven()
                ? words.text(
                        "actions.no-plan",
                        assessment.plan().warnings().stream()
                                .findFirst()
                                .map(Told::clean)
                                .orElse("the plan could not be computed."))
                : words.text("told.no-plan");
    }
}

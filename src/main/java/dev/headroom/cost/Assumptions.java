package dev.headroom.cost;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a comparison assumes beside the prices, at most one of each kind. Immutable. */
public final class Assumptions {

    public static final Assumptions NONE = new Assumptions(new EnumMap<>(Assumption.Kind.class));

    private static final int DEFAULT_DEPRECIATION_MONTHS = 60;

    private final Map<Assumption.Kind, Assumption> byKind;

    private Assumptions(Map<Assumption.Kind, Assumption> byKind) {
        this.byKind = byKind;
    }

    public static Assumptions of(Collection<Assumption> assumptions) {
        var all = NONE;
        for (var assumption : assumptions) {
            all = all.with(assumption);
        }
        return all;
    }

    /** Returns these with one set, in place of another of its kind. */
    public Assumptions with(Assumption assumption) {
        var copy = new EnumMap<Assumption.Kind, Assumption>(Assumption.Kind.class);
        copy.putAll(byKind);
        copy.put(assumption.kind(), assumption);
        return new Assumptions(copy);
    }

    /** Returns these without one: nothing is counted for it. */
    public Assumptions without(Assumption.Kind kind) {
        var copy = new EnumMap<Assumption.Kind, Assumption>(Assumption.Kind.class);
        copy.putAll(byKind);
        copy.remove(kind);
        return new Assumptions(copy);
    }

    public Optional<Assumption> get(Assumption.Kind kind) {
        return Optional.ofNullable(byKind.get(kind));
    }

    public List<Assumption> all() {
        return new ArrayList<>(byKind.values());
    }

    BigDecimal valueOf(Assumption.Kind kind) {
        var assumption = byKind.get(kind);
        return assumption == null ? BigDecimal.ZERO : assumption.value();
    }

    int depreciationMonths() {
        return get(Assumption.Kind.DEPRECIATION)
                .map(assumption -> assumption.value().intValueExact())
                .orElse(DEFAULT_DEPRECIATION_MONTHS);
    }

    BigDecimal pue() {
        return get(Assumption.Kind.PUE).map(Assumption::value).orElse(BigDecimal.ONE);
    }
}

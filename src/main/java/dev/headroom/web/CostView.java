package dev.headroom.web;

import dev.headroom.assessment.CostAssessment.Lines;
import dev.headroom.assessment.CostAssessment.Option;
import dev.headroom.units.Figures;
import dev.headroom.units.Money;
import dev.headroom.units.RoughDate;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One way to run the demand, in a reader's words. */
record CostView(Option option) {

    public boolean isOwn() {
        return option.provider().equals("bare-metal");
    }

    public String name() {
        return name(option.provider(), option.commitment());
    }

    /** Returns what a reader calls a way to run the demand. */
    static String name(String provider, @Nullable String commitment) {
        var name = switch (provider) {
            case "bare-metal" -> "Own servers";
            case "aws" -> "AWS";
            case "gcp" -> "Google Cloud";
            case "azure" -> "Azure";
            default -> VisibleText.name(provider);
        };
        return commitment == null ? name : name + ", " + words(commitment);
    }

    private static String words(String commitment) {
        return switch (commitment) {
            case "on-demand" -> "on demand";
            case "1y" -> "1-year commitment";
            case "3y" -> "3-year commitment";
            default -> VisibleText.name(commitment);
        };
    }

    /** Returns the totals over the planned months and over five years, each with its present value. */
    public List<TermView> terms() {
        return option.terms().stream()
                .map(term -> new TermView(money(term.total()), money(term.presentValue())))
                .toList();
    }

    record TermView(String total, String presentValue) {}

    public String payback() {
        return month(option.payback());
    }

    /** Returns what the cloud would have to take off to match own servers. */
    public String matchingDiscount() {
        var discount = option.matchingDiscount();
        return discount == null ? "unknown" : discount <= 0 ? "cheaper already" : Figures.finePercent(discount);
    }

    /** Returns what owning saves under each change, in the order of the changes. */
    public List<String> sensitivities() {
        return option.sensitivities().stream()
                .map(sensitivity -> money(sensitivity.savings()))
                .toList();
    }

    public boolean isKnown() {
        return option.thisMonth().total() != null;
    }

    public String savings() {
        return money(option.savings());
    }

    public boolean ownIsDearer() {
        return option.savings() != null && option.savings().amount().signum() < 0;
    }

    public String breakEven() {
        return month(option.breakEven());
    }

    public String missing() {
        return option.missing().isEmpty()
                ? "a price is unknown"
                : VisibleText.sentence(String.join("; ", option.missing()));
    }

    public List<Lines> months() {
        return option.byMonth();
    }

    public String instances() {
        return option.instances() == null ? missing() : VisibleText.sentence(option.instances());
    }

    public List<String> sources() {
        return option.sources().stream().map(VisibleText::sentence).toList();
    }

    /** No month is "never" only where the two can be compared. */
    private String month(@Nullable LocalDate month) {
        return month != null ? RoughDate.monthOf(month) : option.savings() == null ? "unknown" : "never";
    }

    static String money(@Nullable Money money) {
        return money == null ? "unknown" : Figures.money(money);
    }
}

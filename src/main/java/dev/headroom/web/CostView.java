package dev.headroom.web;

import dev.headroom.assessment.CostAssessment.Lines;
import dev.headroom.assessment.CostAssessment.Option;
import dev.headroom.units.Figures;
import dev.headroom.units.Money;
import dev.headroom.units.RoughDate;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One way to run the demand, beside the dearest of them.
 *
 * @param dearest the largest known first month, which the bars are measured by
 */
record CostView(Option option, @Nullable Money dearest) {

    private static final int SCALE = 1000;

    public boolean isOwn() {
        return option.provider().equals("bare-metal");
    }

    public String name() {
        var provider = switch (option.provider()) {
            case "bare-metal" -> "Own servers";
            case "aws" -> "AWS";
            case "gcp" -> "Google Cloud";
            case "azure" -> "Azure";
            default -> VisibleText.name(option.provider());
        };
        return option.commitment() == null ? provider : provider + ", " + commitment();
    }

    public String commitment() {
        var commitment = option.commitment();
        return commitment == null
                ? ""
                : switch (commitment) {
                    case "on-demand" -> "on demand";
                    case "1y" -> "1-year commitment";
                    case "3y" -> "3-year commitment";
                    default -> VisibleText.name(commitment);
                };
    }

    public boolean isKnown() {
        return option.thisMonth().total() != null;
    }

    public String thisMonth() {
        return money(option.thisMonth().total());
    }

    public String total() {
        return money(option.total().total());
    }

    public String savings() {
        return money(option.savings());
    }

    public boolean ownIsDearer() {
        return option.savings() != null && option.savings().amount().signum() < 0;
    }

    public String breakEven() {
        return option.breakEven() == null ? "never" : RoughDate.monthOf(option.breakEven());
    }

    public String missing() {
        return option.missing().isEmpty()
                ? "a price is unknown"
                : VisibleText.sentence(String.join("; ", option.missing()));
    }

    public int bar() {
        var total = option.thisMonth().total();
        if (total == null || dearest == null || dearest.amount().signum() <= 0) {
            return 0;
        }
        return total.amount()
                .multiply(BigDecimal.valueOf(SCALE))
                .divide(dearest.amount(), 0, RoundingMode.HALF_UP)
                .intValue();
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

    static String money(@Nullable Money money) {
        return money == null ? "unknown" : Figures.money(money);
    }
}

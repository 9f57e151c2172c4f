package dev.headroom.web;

import dev.headroom.assessment.Assessment;
import dev.headroom.assessment.ScenarioChanges;
import dev.headroom.units.Figures;
import dev.headroom.units.Money;
import dev.headroom.units.Resource;
import dev.headroom.units.RoughDate;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A scenario's changes in sentences. */
final class ScenarioWords {

    private final ScenarioChanges changes;
    private final Assessment assessment;

    private ScenarioWords(ScenarioChanges changes, Assessment assessment) {
        this.changes = changes;
        this.assessment = assessment;
    }

    static List<String> of(ScenarioChanges changes, Assessment assessment) {
        var sentences = new ScenarioWords(changes, assessment).sentences();
        return sentences.isEmpty() ? List.of("Nothing is different.") : sentences;
    }

    private List<String> sentences() {
        var words = new ArrayList<String>();
        for (var growth : changes.growth()) {
            var what = "Demand" + scope(growth.pool(), growth.resource());
            if (growth.factor() != null) {
                words.add(what + " grows " + plain(growth.factor()) + " times as fast as forecast.");
            }
            if (growth.perYear() != null) {
                words.add(what + " grows by another " + Figures.finePercent(growth.perYear()) + " a year.");
            }
        }
        changes.events()
                .forEach(event -> words.add(VisibleText.sentence(event.name()) + ": from "
                        + RoughDate.exact(event.date()) + " " + pool(event.pool()) + " carries "
                        + event.demand().entrySet().stream()
                                .map(demand -> demand(demand.getKey(), demand.getValue()))
                                .collect(Collectors.joining(", "))
                        + "."));
        changes.drivers()
                .forEach(driver -> words.add("“" + VisibleText.name(driver.driver()) + "” of " + pool(driver.pool())
                        + " is "
                        + Figures.finePercent(Math.abs(driver.change()))
                        + (driver.change() < 0 ? " lower" : " higher") + " than forecast"
                        + (driver.from() == null ? "" : ", from " + RoughDate.exact(driver.from()) + " on") + "."));
        changes.nodes()
                .forEach(nodes -> words.add(pool(nodes.pool()) + (nodes.count() < 0 ? " loses " : " gets ")
                        + Math.abs(nodes.count()) + (Math.abs(nodes.count()) == 1 ? " node" : " nodes")
                        + (nodes.model() == null ? "" : " of " + VisibleText.name(nodes.model())) + "."));
        changes.thresholds()
                .forEach(threshold -> words.add("Full is " + Figures.percent(threshold.threshold())
                        + scope(threshold.pool(), threshold.resource()) + "."));
        if (changes.surviveFailures() != null) {
            words.add("Each pool survives the loss of " + changes.surviveFailures() + " of its nodes.");
        }
        leadTimes(words);
        changes.prices().forEach(price -> words.add(price(price)));
        changes.offers()
                .forEach(offer -> words.add(VisibleText.name(offer.model()) + " can be ordered for "
                        + money(offer.monthly()) + " a month."));
        if (changes.budget() != null) {
            var budget = changes.budget();
            if (budget.oneTimePerMonth() != null) {
                words.add("At most " + money(budget.oneTimePerMonth()) + " are spent once in a month.");
            }
            if (budget.monthlyMax() != null) {
                words.add("At most " + money(budget.monthlyMax()) + " of rent are paid in a month.");
            }
        }
        if (!changes.rebalance().isEmpty()) {
            words.add(changes.rebalance().stream().map(this::pool).collect(Collectors.joining(", "))
                    + " may hand nodes to each other.");
        }
        return words;
    }

    private void leadTimes(List<String> words) {
        var spans = changes.leadTimes();
        if (spans != null) {
            days(words, "Servers take ", spans.serverDays(), " to come.");
            days(words, "Link upgrades take ", spans.upgradeDays(), " to come.");
            days(words, "Installation takes ", spans.installDays(), ".");
            days(words, "The safety margin is ", spans.marginDays(), ".");
        }
    }

    private static void days(List<String> words, String before, @Nullable Integer days, String after) {
        if (days != null) {
            words.add(before + days + (days == 1 ? " day" : " days") + after);
        }
    }

    private String price(ScenarioChanges.Price price) {
        var parts = new ArrayList<String>();
        if (price.monthly() != null) {
            parts.add("costs " + money(price.monthly()) + " a month");
        }
        if (price.oneTime() != null) {
            parts.add("costs " + money(price.oneTime()) + " once");
        }
        if (price.orderable() != null) {
            parts.add(price.orderable() ? "can be ordered" : "can't be ordered");
        }
        return VisibleText.name(price.model()) + " " + String.join(" and ", parts) + ".";
    }

    private static String demand(String id, double change) {
        var resource = new Resource(id);
        return Figures.quantity(Math.abs(change), resource.unit())
                + (change < 0 ? " less of " : " more of ")
                + resource.title();
    }

    private String scope(@Nullable String pool, @Nullable String resource) {
        return (resource == null ? "" : " of " + new Resource(resource).title())
                + (pool == null ? "" : " in " + pool(pool));
    }

    private String pool(String id) {
        return VisibleText.name(assessment.pool(id).map(pool -> pool.name()).orElse(id));
    }

    private String money(BigDecimal amount) {
        return Figures.money(new Money(amount, assessment.currency()));
    }

    private static String plain(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}

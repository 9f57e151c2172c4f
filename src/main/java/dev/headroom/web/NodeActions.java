package dev.headroom.web;

import dev.headroom.access.Role;
import dev.headroom.access.Roles;
import dev.headroom.inventory.FleetAnswers;
import dev.headroom.inventory.Inventory;
import dev.headroom.inventory.Subject;
import java.time.LocalDate;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What an operator says of a node: its pool, what its links carry, that it has left. */
@Controller
class NodeActions {

    private static final double GIGABIT = 1e9;
    private static final double MOST_GIGABITS = 100_000;

    private final Inventory inventory;
    private final FleetAnswers answers;
    private final dev.headroom.inventory.Links links;

    NodeActions(Inventory inventory, FleetAnswers answers, dev.headroom.inventory.Links links) {
        this.inventory = inventory;
        this.answers = answers;
        this.links = links;
    }

    @Roles({Role.PLANNER, Role.APPROVER, Role.ADMINISTRATOR})
    @PostMapping("/nodes/{node}/pool")
    String move(@PathVariable String node, @RequestParam String pool, @RequestParam LocalDate from) {
        return done(node, () -> inventory.assign(node, pool, from));
    }

    /** Sets what a link carries, for this node or for each of its pool; no figure takes that of the day back. */
    @Roles({Role.PLANNER, Role.APPROVER, Role.ADMINISTRATOR})
    @PostMapping("/nodes/{node}/capacity")
    String capacity(
            @PathVariable String node,
            @RequestParam String link,
            @RequestParam(required = false) @Nullable Double gigabits,
            @RequestParam LocalDate from,
            @RequestParam(defaultValue = "node") String holds) {
        if (!links.names().contains(link) || (gigabits != null && !(gigabits > 0 && gigabits <= MOST_GIGABITS))) {
            throw new NotOnRecord("link, or figure above 0,", link + " " + gigabits);
        }
        return done(node, () -> {
            var found = inventory.node(node).orElseThrow();
            inventory.setLinkCapacity(
                    holds.equals("pool") ? Subject.pool(found.pool()) : found.subject(),
                    link,
                    from,
                    gigabits == null ? null : gigabits * GIGABIT);
        });
    }

    @Roles({Role.PLANNER, Role.APPROVER, Role.ADMINISTRATOR})
    @PostMapping("/nodes/{node}/retirement")
    String retire(@PathVariable String node) {
        return done(node, () -> answers.answerSilent(node, true));
    }

    /** Parts it from an old self that it had been joined with. */
    @Roles({Role.PLANNER, Role.APPROVER, Role.ADMINISTRATOR})
    @PostMapping("/nodes/{node}/parting")
    String part(@PathVariable String node, @RequestParam String old) {
        return done(node, () -> answers.undoMerge(old, node));
    }

    private static String done(String node, Runnable change) {
        try {
            change.run();
            return "redirect:" + Links.node(node);
        } catch (NoSuchElementException none) {
            throw new NotOnRecord("node", node);
        } catch (IllegalArgumentException refused) {
            return "redirect:" + Links.node(node) + "?refused";
        }
    }
}

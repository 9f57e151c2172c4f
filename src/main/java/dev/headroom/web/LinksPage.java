package dev.headroom.web;

import dev.headroom.access.Role;
import dev.headroom.access.Roles;
import dev.headroom.inventory.InterfaceGroup;
import dev.headroom.inventory.Inventory;
import dev.headroom.inventory.Links.Card;
import dev.headroom.inventory.NetworkInterface;
import dev.headroom.settings.ChosenSettings;
import dev.headroom.units.Figures;
import dev.headroom.units.Unit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Proposes which link each interface belongs to, with the traffic it counts, and takes the operator's word. */
@Controller
class LinksPage {

    private final ChosenSettings settings;
    private final Inventory inventory;
    private final dev.headroom.inventory.Links links;

    LinksPage(Inventory inventory, dev.headroom.inventory.Links links, ChosenSettings settings) {
        this.settings = settings;
        this.inventory = inventory;
        this.links = links;
    }

    /** Interfaces of one name on a pool's nodes. */
    record GroupView(InterfaceGroup group) {

        public String poolName() {
            return VisibleText.name(group.pool());
        }

        public String name() {
            return VisibleText.name(group.name());
        }

        public String traffic() {
            return Figures.quantity(group.receiveBitsPerSecond(), Unit.BITS_PER_SECOND) + " in, "
                    + Figures.quantity(group.transmitBitsPerSecond(), Unit.BITS_PER_SECOND) + " out";
        }

        public String speed() {
            return group.speedBitsPerSecond() == null
                    ? "unknown"
                    : Figures.quantity(group.speedBitsPerSecond(), Unit.BITS_PER_SECOND);
        }

        public String reason() {
            return VisibleText.sentence(
                    group.proposalReason() == null ? group.reason() : group.reason() + "; " + group.proposalReason());
        }

        public String proposal() {
            return group.proposal();
        }

        public boolean confirmed() {
            return group.reason().equals(NetworkInterface.CONFIRMED)
                    || group.reason().equals(NetworkInterface.SET_ASIDE);
        }
    }

    @GetMapping("/links")
    String links(@ModelAttribute("frame") Frame frame, Model model) {
        return filled(model, null);
    }

    @Roles({Role.PLANNER, Role.APPROVER, Role.ADMINISTRATOR})
    @PostMapping("/links")
    String choose(@RequestParam MultiValueMap<String, String> form, Model model, @ModelAttribute("frame") Frame frame) {
        try {
            var chosen = choices(form);
            if (!chosen.isEmpty()) {
                inventory.chooseLinks(chosen);
            }
            if (form.containsKey("guide")) {
                settings.choose(ChosenSettings.LINKS, "confirmed");
                return "redirect:/start";
            }
            return "redirect:/links";
        } catch (IllegalArgumentException e) {
            return filled(model, e.getMessage());
        }
    }

    static Map<Card, String> choices(MultiValueMap<String, String> form) {
        var pools = form.getOrDefault("pool", List.of());
        var names = form.getOrDefault("name", List.of());
        var chosen = form.getOrDefault("link", List.of());
        if (pools.size() != names.size() || names.size() != chosen.size()) {
            throw new IllegalArgumentException("Each interface needs its pool, its name and its link.");
        }
        var choices = new HashMap<Card, String>();
        for (int i = 0; i < names.size(); i++) {
            choices.put(new Card(pools.get(i), names.get(i)), chosen.get(i));
        }
        return choices;
    }

    static List<GroupView> groups(Inventory inventory) {
        return inventory.interfaceGroups().stream().map(GroupView::new).toList();
    }

    private String filled(Model model, @Nullable String error) {
        var groups = groups(inventory);
        var hidden = new ArrayList<GroupView>();
        var shown = new ArrayList<GroupView>();
        groups.forEach(group -> (group.group().isPhysical() ? shown : hidden).add(group));
        model.addAttribute("groups", shown);
        model.addAttribute("hidden", hidden);
        model.addAttribute("links", links.names());
        model.addAttribute("error", error);
        return "links";
    }
}

package dev.headroom.web;

import dev.headroom.inventory.FleetAnswers;
import dev.headroom.inventory.FleetEvent;
import dev.headroom.inventory.Inventory;
import dev.headroom.inventory.NetworkInterface;
import dev.headroom.inventory.Subject;
import dev.headroom.units.Figures;
import dev.headroom.units.Unit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The fleet, and each node of it. */
@Controller
class NodePages {

    private static final int HISTORY_DAYS = 365;

    private final Charts charts;
    private final Inventory inventory;
    private final FleetAnswers answers;
    private final dev.headroom.inventory.Links links;

    NodePages(Charts charts, Inventory inventory, FleetAnswers answers, dev.headroom.inventory.Links links) {
        this.charts = charts;
        this.inventory = inventory;
        this.answers = answers;
        this.links = links;
    }

    /** The newest merge into the node, which can be undone. */
    record MergeView(FleetAnswers.Merge merge, Frame frame) {

        public String old() {
            return merge.old();
        }

        public String name() {
            return VisibleText.name(merge.oldName());
        }

        public String at() {
            return frame.moment(merge.at());
        }
    }

    /** A day in the node's life. */
    record EventView(FleetEvent event, Frame frame) {

        public String at() {
            return frame.moment(event.at());
        }

        public String words() {
            return VisibleText.sentence(event.words());
        }
    }

    /** An interface, and whether its traffic counts. */
    record InterfaceView(NetworkInterface card) {

        public String name() {
            return VisibleText.name(card.name());
        }

        public String counts() {
            return card.link() == null ? "no" : VisibleText.name(card.link());
        }

        public String reason() {
            return VisibleText.sentence(card.reason());
        }

        public String receive() {
            return Figures.quantity(card.receiveBitsPerSecond(), Unit.BITS_PER_SECOND);
        }

        public String transmit() {
            return Figures.quantity(card.transmitBitsPerSecond(), Unit.BITS_PER_SECOND);
        }

        public String speed() {
            return card.speedBitsPerSecond() == null
                    ? "unknown"
                    : Figures.quantity(card.speedBitsPerSecond(), Unit.BITS_PER_SECOND);
        }
    }

    @GetMapping("/nodes")
    String nodes(
            @ModelAttribute("frame") Frame frame,
            @RequestParam(defaultValue = "") String pool,
            @RequestParam(defaultValue = "") String q,
            Model model) {
        var assessment = frame.required();
        if (!pool.isEmpty() && assessment.pool(pool).isEmpty()) {
            throw new BadParameter("pool", pool, "is no pool of the latest assessment");
        }
        var wanted = q.strip().toLowerCase(Locale.ROOT);
        var nodes = assessment.nodes().stream()
                .filter(node -> pool.isEmpty() || node.pool().equals(pool))
                .filter(node -> node.name().toLowerCase(Locale.ROOT).contains(wanted))
                .map(node -> new NodeView(node, assessment, frame))
                .toList();
        var columns = assessment.nodes().stream()
                .flatMap(node -> node.resources().stream())
                .map(resource -> resource.resource())
                .distinct()
                .sorted()
                .toList();
        model.addAttribute("nodes", nodes);
        model.addAttribute("all", assessment.nodes().size());
        model.addAttribute("columns", columns);
        model.addAttribute(
                "pools",
                assessment.pools().stream()
                        .map(p -> new PoolPage.Choice(p.id(), VisibleText.name(p.name())))
                        .toList());
        model.addAttribute("pool", pool);
        model.addAttribute("q", q);
        model.addAttribute("api", "/api/v1/nodes" + (pool.isEmpty() ? "" : "?pool=" + pool));
        model.addAttribute("csv", "/api/v1/nodes?format=csv" + (pool.isEmpty() ? "" : "&pool=" + pool));
        return "nodes/index";
    }

    @GetMapping("/nodes/{node}")
    String node(
            @ModelAttribute("frame") Frame frame,
            @PathVariable String node,
            @RequestParam(required = false) @Nullable String resource,
            Model model) {
        var assessment = frame.required();
        var view = assessment
                .node(node)
                .map(found -> new NodeView(found, assessment, frame))
                .orElseThrow(() -> new NotOnRecord("node", node));
        var resources = view.resources();
        var shown = resource == null
                ? resources.stream().min(ResourceView.MOST_URGENT_FIRST)
                : resources.stream()
                        .filter(r -> r.resource().resource().id().equals(resource))
                        .findFirst();
        if (resource != null && shown.isEmpty()) {
            throw new NotOnRecord("resource of this node", resource);
        }
        model.addAttribute("node", view);
        model.addAttribute("resources", resources);
        model.addAttribute("interfaces", interfaces(node));
        model.addAttribute(
                "events",
                inventory.events(node).stream()
                        .map(event -> new EventView(event, frame))
                        .toList());
        model.addAttribute(
                "merge",
                answers.merges(node).stream()
                        .findFirst()
                        .map(merge -> new MergeView(merge, frame))
                        .orElse(null));
        model.addAttribute("links", links.names());
        model.addAttribute(
                "pools",
                inventory.pools().stream()
                        .map(pool -> VisibleText.name(pool.name()))
                        .toList());
        shown.ifPresent(r -> {
            model.addAttribute("shown", r);
            model.addAttribute("chart", charts.of(assessment, Subject.node(node), r, HISTORY_DAYS));
            model.addAttribute(
                    "csv",
                    "/api/v1/nodes/%s/usage?resource=%s&format=csv"
                            .formatted(node, r.resource().resource().id()));
        });
        model.addAttribute("api", "/api/v1/nodes/" + node);
        return "nodes/show";
    }

    private List<InterfaceView> interfaces(String node) {
        return inventory.interfaces(node).stream()
                .sorted(Comparator.comparing((NetworkInterface card) -> card.link() == null)
                        .thenComparing(NetworkInterface::name))
                .map(InterfaceView::new)
                .toList();
    }
}

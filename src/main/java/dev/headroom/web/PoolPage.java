package dev.headroom.web;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;

/** One pool: its resources, its nodes and what the plan does for it. */
@Controller
class PoolPage {

    /** A pool to choose. */
    record Choice(String id, String name) {}

    @GetMapping("/pools/{pool}")
    String pool(@ModelAttribute("frame") Frame frame, @PathVariable String pool, Model model) {
        var assessment = frame.required();
        var found = assessment.pool(pool).orElseThrow(() -> new NotOnRecord("pool", pool));
        model.addAttribute("name", VisibleText.name(found.name()));
        model.addAttribute("site", found.site() == null ? null : VisibleText.name(found.site()));
        model.addAttribute("nodeCount", found.nodeCount());
        model.addAttribute(
                "tiles",
                OverviewPage.resources(assessment, frame).stream()
                        .filter(view -> view.ownerId().equals(pool))
                        .toList());
        model.addAttribute(
                "nodes",
                assessment.nodes().stream()
                        .filter(node -> node.pool().equals(pool))
                        .map(node -> new NodeView(node, assessment, frame))
                        .toList());
        model.addAttribute(
                "columns",
                found.resources().stream().map(resource -> resource.resource()).toList());
        var orders = OverviewPage.orders(assessment, frame).stream()
                .filter(order -> order.order().pool().equals(pool))
                .toList();
        model.addAttribute("cards", LaterOrders.soon(orders));
        model.addAttribute("later", LaterOrders.of(orders));
        model.addAttribute("api", "/api/v1/pools/" + pool);
        model.addAttribute("csv", "/api/v1/pools/" + pool + "?format=csv");
        return "pools/show";
    }
}

package dev.headroom.web;

import dev.headroom.assessment.Assessment;
import dev.headroom.assessment.NodeAssessment;
import dev.headroom.assessment.Status;
import java.util.List;
import java.util.Locale;

/** A node in a reader's words; its resources stand under {@code columns}' order in a table. */
record NodeView(NodeAssessment node, Assessment assessment, Frame frame) {

    public String name() {
        return VisibleText.name(node.name());
    }

    public String href() {
        return Links.node(node.id());
    }

    public String poolName() {
        return VisibleText.name(
                assessment.pool(node.pool()).map(pool -> pool.name()).orElse(node.pool()));
    }

    public String poolHref() {
        return Links.pool(node.pool());
    }

    public String model() {
        return node.model() == null ? "not said" : VisibleText.name(node.model());
    }

    public StatusView state() {
        return switch (node.state()) {
            case "ACTIVE" -> StatusView.of(Status.OK, "Active");
            case "MISSING" -> StatusView.of(Status.ORDER_NOW, "Missing");
            case "RETIRED" -> StatusView.of(Status.UNKNOWN, "Retired");
            default ->
                StatusView.of(Status.UNKNOWN, VisibleText.name(node.state().toLowerCase(Locale.ROOT)));
        };
    }

    public String lastSeen() {
        return frame.moment(node.lastSeen());
    }

    public String firstSeen() {
        return frame.moment(node.firstSeen());
    }

    public List<ResourceView> resources() {
        return node.resources().stream()
                .map(resource -> new ResourceView(
                        node.id(),
                        node.name(),
                        Links.nodeForecast(node.id(), resource.resource()),
                        resource,
                        frame.today(),
                        assessment.horizon()))
                .toList();
    }

    /** Returns how full a resource of that id is, or a dash where the node has none. */
    public String utilization(String resource) {
        return resources().stream()
                .filter(view -> view.resource().resource().id().equals(resource))
                .map(ResourceView::utilization)
                .findFirst()
                .orElse("–");
    }

    /** Returns the worst status of its resources. */
    public StatusView worst() {
        return resources().stream()
                .min(ResourceView.MOST_URGENT_FIRST)
                .map(ResourceView::status)
                .orElse(StatusView.of(Status.UNKNOWN));
    }
}

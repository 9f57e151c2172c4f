package dev.headroom.api;

import dev.headroom.access.Scope;
import dev.headroom.procurement.AnsibleInventory;
import dev.headroom.procurement.Arrivals;
import dev.headroom.procurement.LeadTimes;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What deliveries have taught, and what serves and arrives. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Purchases")
class DeliveryRoutes {

    private static final String YAML = "application/yaml";

    private final Arrivals arrivals;
    private final LeadTimes leadTimes;
    private final AnsibleInventory inventory;

    /** A node that may be what was ordered. */
    record ArrivalView(
            UUID purchase,
            String node,
            String pool,
            @Nullable String model,
            LocalDate since) {

        static ArrivalView of(Arrivals.Offer offer) {
            return new ArrivalView(
                    offer.purchase().id(),
                    offer.node().id(),
                    offer.node().pool(),
                    offer.node().model(),
                    offer.since());
        }
    }

    /** How long a delivery has really taken. */
    record LeadTimeView(
            String kind,
            String vendor,
            String model,
            String pool,
            int quantity,
            LocalDate orderedOn,
            @Nullable LocalDate deliveredOn,
            @Nullable LocalDate inServiceOn,
            long days) {

        static LeadTimeView of(LeadTimes.Observed observed) {
            return new LeadTimeView(
                    observed.kind().code(),
                    observed.vendor(),
                    observed.model(),
                    observed.pool(),
                    observed.quantity(),
                    observed.orderedOn(),
                    observed.deliveredOn(),
                    observed.inServiceOn(),
                    observed.days());
        }
    }

    /** All deliveries there were, and all arrivals that are offered. */
    record Deliveries(List<LeadTimeView> leadTimes, List<ArrivalView> offered) implements Table.Tabular {

        @Override
        public Table table() {
            return new Table(
                    "lead-times",
                    List.of(
                            "kind",
                            "vendor",
                            "model",
                            "pool",
                            "quantity",
                            "orderedOn",
                            "deliveredOn",
                            "inServiceOn",
                            "days"),
                    leadTimes.stream()
                            .map(time -> Arrays.<@Nullable Object>asList(
                                    time.kind(),
                                    time.vendor(),
                                    time.model(),
                                    time.pool(),
                                    time.quantity(),
                                    time.orderedOn(),
                                    time.deliveredOn(),
                                    time.inServiceOn(),
                                    time.days()))
                            .toList());
        }
    }

    DeliveryRoutes(Arrivals arrivals, LeadTimes leadTimes, AnsibleInventory inventory) {
        this.arrivals = arrivals;
        this.leadTimes = leadTimes;
        this.inventory = inventory;
    }

    @Operation(
            operationId = "listLeadTimes",
            summary = "How long deliveries have really taken, and which nodes may be what was ordered")
    @Needs(Scope.READ)
    @GetMapping(
            path = "/lead-times",
            produces = {MediaType.APPLICATION_JSON_VALUE, TableConverter.CSV_VALUE, TableConverter.XLSX_VALUE})
    Deliveries leadTimes(@RequestParam(defaultValue = "json") String format) {
        return new Deliveries(
                leadTimes.observed().stream().map(LeadTimeView::of).toList(),
                arrivals.offers().stream().map(ArrivalView::of).toList());
    }

    @Operation(
            operationId = "getAnsibleInventory",
            summary = "What serves and what arrives, by pool, as an Ansible inventory in YAML")
    @Needs(Scope.READ)
    @GetMapping(path = "/inventory/ansible", produces = YAML)
    ResponseEntity<byte[]> ansible() {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(YAML + ";charset=UTF-8"))
                .body(inventory.yaml().getBytes(StandardCharsets.UTF_8));
    }
}

package dev.headroom.web;

import dev.headroom.access.Audit;
import dev.headroom.access.AuditFilter;
import dev.headroom.access.Caller;
import dev.headroom.access.Role;
import dev.headroom.access.Roles;
import dev.headroom.assessment.Recommendations;
import dev.headroom.catalog.OfferName;
import dev.headroom.procurement.Arrivals;
import dev.headroom.procurement.LeadTimes;
import dev.headroom.procurement.Purchase;
import dev.headroom.procurement.PurchaseState;
import dev.headroom.procurement.PurchaseStep;
import dev.headroom.procurement.Purchases;
import dev.headroom.procurement.RefusedPurchase;
import dev.headroom.units.Figures;
import dev.headroom.units.Money;
import dev.headroom.units.RoughDate;
import jakarta.servlet.http.HttpServletResponse;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What is bought, and the buttons for each step. */
@Controller
class PurchasePages {

    private static final int HISTORY = 100;
    private static final Pattern AMOUNT = Pattern.compile("-?\\d{1,15}(\\.\\d{1,15})?");

    private final Purchases purchases;
    private final Arrivals arrivals;
    private final LeadTimes leadTimes;
    private final Recommendations recommendations;
    private final Audit audit;

    /** A node that may be what was ordered, as a line. */
    record ArrivalView(Arrivals.Offer offer) {

        public String nodeId() {
            return offer.node().id();
        }

        public String nodeName() {
            return VisibleText.name(offer.node().name());
        }

        public String nodeHref() {
            return Links.node(offer.node().id());
        }

        public String since() {
            return RoughDate.exact(offer.since());
        }

        public UUID purchaseId() {
            return offer.purchase().id();
        }

        public String purchaseTitle() {
            return "%,d × %s"
                    .formatted(
                            offer.purchase().quantity(),
                            VisibleText.name(OfferName.of(offer.purchase().model())));
        }
    }

    PurchasePages(
            Purchases purchases, Arrivals arrivals, LeadTimes leadTimes, Recommendations recommendations, Audit audit) {
        this.purchases = purchases;
        this.arrivals = arrivals;
        this.leadTimes = leadTimes;
        this.recommendations = recommendations;
        this.audit = audit;
    }

    /** A delivery in a reader's words. */
    record LeadTimeView(String model, String pool, int quantity, String ordered, String delivered, long days) {

        static LeadTimeView of(LeadTimes.Observed observed) {
            return new LeadTimeView(
                    VisibleText.name(OfferName.of(observed.model())),
                    VisibleText.name(observed.pool()),
                    observed.quantity(),
                    RoughDate.exact(observed.orderedOn()),
                    RoughDate.exact(observed.known()),
                    observed.days());
        }
    }

    @GetMapping("/purchases")
    String purchases(@ModelAttribute("frame") Frame frame, Model model) {
        var all = purchases.all();
        model.addAttribute("open", views(all, frame, true));
        model.addAttribute("closed", views(all, frame, false));
        model.addAttribute(
                "arrivals", arrivals.offers().stream().map(ArrivalView::new).toList());
        model.addAttribute(
                "leadTimes", leadTimes.observed().stream().map(LeadTimeView::of).toList());
        model.addAttribute("limit", Figures.money(purchases.secondPersonAbove()));
        model.addAttribute("mayStep", may(Role.PLANNER, Role.APPROVER, Role.FINANCE, Role.ADMINISTRATOR));
        model.addAttribute("api", "/api/v1/purchases");
        model.addAttribute("csv", "/api/v1/purchases?format=csv");
        return "purchases/index";
    }

    @GetMapping("/purchases/{purchase}")
    String purchase(@ModelAttribute("frame") Frame frame, @PathVariable UUID purchase, Model model) {
        return shown(frame, found(purchase), model, null);
    }

    @Roles({Role.PLANNER, Role.APPROVER, Role.FINANCE, Role.ADMINISTRATOR})
    @PostMapping("/purchases")
    String propose(@RequestParam String order) {
        var proposal =
                recommendations.proposal(order, null).orElseThrow(() -> new NotOnRecord("order of the plan", order));
        try {
            return to(purchases.propose(proposal));
        } catch (RefusedPurchase refused) {
            var existing = refused.existing();
            if (existing == null) {
                throw refused;
            }
            return "redirect:/purchases/" + existing;
        }
    }

    @Roles({Role.APPROVER, Role.ADMINISTRATOR})
    @PostMapping("/purchases/{purchase}/decision")
    String decide(
            @ModelAttribute("frame") Frame frame,
            @PathVariable UUID purchase,
            @RequestParam boolean approve,
            @RequestParam(required = false) @Nullable String reason,
            HttpServletResponse response,
            Model model) {
        return step(
                frame,
                purchase,
                () -> purchases.change(
                        purchase, PurchaseStep.to(approve ? PurchaseState.APPROVED : PurchaseState.REJECTED, reason)),
                response,
                model);
    }

    @Roles({Role.PLANNER, Role.APPROVER, Role.FINANCE, Role.ADMINISTRATOR})
    @PostMapping("/purchases/{purchase}/step")
    String step(
            @ModelAttribute("frame") Frame frame,
            @PathVariable UUID purchase,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam Map<String, String> form,
            HttpServletResponse response,
            Model model) {
        var wanted = state(state);
        if (wanted == PurchaseState.APPROVED || wanted == PurchaseState.REJECTED) {
            throw new NotOnRecord("step", String.valueOf(state));
        }
        return step(
                frame,
                purchase,
                () -> purchases.change(purchase, read(found(purchase), wanted, form)),
                response,
                model);
    }

    @Roles({Role.PLANNER, Role.APPROVER, Role.FINANCE, Role.ADMINISTRATOR})
    @PostMapping("/purchases/{purchase}/arrivals")
    String arrive(
            @ModelAttribute("frame") Frame frame,
            @PathVariable UUID purchase,
            @RequestParam String node,
            HttpServletResponse response,
            Model model) {
        return step(frame, purchase, () -> purchases.arrive(purchase, node), response, model);
    }

    private String step(Frame frame, UUID id, Runnable change, HttpServletResponse response, Model model) {
        try {
            found(id);
            change.run();
            return to(found(id));
        } catch (RefusedPurchase refused) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            var sentence = refused.why() == RefusedPurchase.Cause.INVALID
                    ? PurchaseView.label(refused.field()) + ": " + refused.getMessage()
                    : refused.getMessage();
            return shown(frame, found(id), model, sentence);
        }
    }

    private String shown(Frame frame, Purchase purchase, Model model, @Nullable String error) {
        model.addAttribute("purchase", new PurchaseView(purchase, frame));
        model.addAttribute(
                "history",
                audit
                        .entries(new AuditFilter(null, null, null, null, "purchase:" + purchase.id()), null, HISTORY)
                        .stream()
                        .map(entry -> new AuditPage.EntryView(entry, frame))
                        .toList());
        model.addAttribute(
                "arrivals",
                arrivals.offers().stream()
                        .filter(offer -> offer.purchase().id().equals(purchase.id()))
                        .map(ArrivalView::new)
                        .toList());
        model.addAttribute("error", error);
        model.addAttribute("today", frame.now().atZone(frame.zone()).toLocalDate());
        model.addAttribute("limit", Figures.money(purchases.secondPersonAbove()));
        model.addAttribute("mayDecide", may(Role.APPROVER, Role.ADMINISTRATOR));
        model.addAttribute("mayStep", may(Role.PLANNER, Role.APPROVER, Role.FINANCE, Role.ADMINISTRATOR));
        model.addAttribute("api", "/api/v1/purchases/" + purchase.id());
        return "purchases/show";
    }

    private static PurchaseStep read(Purchase purchase, @Nullable PurchaseState state, Map<String, String> form) {
        var currency = purchase.oneTime().currency();
        return new PurchaseStep(
                state,
                form.get("reason"),
                day("date", form),
                number("quantity", form),
                money("pricePaid", form, currency),
                money("monthlyPaid", form, currency),
                form.get("purchaseOrderNumber"),
                day("expectedOn", form));
    }

    private static @Nullable PurchaseState state(@Nullable String code) {
        try {
            return code == null || code.isEmpty() ? null : PurchaseState.of(code);
        } catch (IllegalArgumentException unknown) {
            throw new NotOnRecord("state", String.valueOf(code));
        }
    }

    private static @Nullable LocalDate day(String field, Map<String, String> form) {
        try {
            var text = form.getOrDefault(field, "").strip();
            return text.isEmpty() ? null : LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw RefusedPurchase.unreadable(field, form.get(field), "must be a date such as 2027-01-31");
        }
    }

    private static @Nullable Integer number(String field, Map<String, String> form) {
        try {
            var text = form.getOrDefault(field, "").strip();
            return text.isEmpty() ? null : Integer.valueOf(text);
        } catch (NumberFormatException e) {
            throw RefusedPurchase.unreadable(field, form.get(field), "must be a whole number");
        }
    }

    private static @Nullable Money money(String field, Map<String, String> form, Currency currency) {
        var text = form.getOrDefault(field, "").strip();
        if (!text.isEmpty() && !AMOUNT.matcher(text).matches()) {
            throw RefusedPurchase.unreadable(field, text, "must be an amount such as 1234.50");
        }
        return text.isEmpty() ? null : new Money(new BigDecimal(text), currency);
    }

    private static List<PurchaseView> views(List<Purchase> all, Frame frame, boolean open) {
        return all.stream()
                .filter(purchase -> purchase.state().next().isEmpty() != open)
                .map(purchase -> new PurchaseView(purchase, frame))
                .toList();
    }

    private Purchase found(UUID id) {
        return purchases.find(id).orElseThrow(() -> new NotOnRecord("purchase", id.toString()));
    }

    private static String to(Purchase purchase) {
        return "redirect:/purchases/" + purchase.id();
    }

    static boolean may(Role... roles) {
        return Caller.ifAny()
                .map(Caller::role)
                .filter(role -> List.of(roles).contains(role))
                .isPresent();
    }
}

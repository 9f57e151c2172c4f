package dev.headroom.web;

import dev.headroom.access.Role;
import dev.headroom.access.Roles;
import dev.headroom.catalog.PriceBooks;
import dev.headroom.doctor.Doctor;
import dev.headroom.doctor.StoreTrial;
import dev.headroom.inventory.Inventory;
import dev.headroom.inventory.Pool;
import dev.headroom.settings.ChosenSettings;
import dev.headroom.units.Currencies;
import dev.headroom.usage.Collection;
import dev.headroom.usage.CollectionStatus.Backfill;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Leads from an empty database to the first forecast: store, links, pools, lead time, history. */
@Controller
class StartPage {

    private static final int LONGEST_LEAD = 730;

    private final Doctor doctor;
    private final Inventory inventory;
    private final dev.headroom.inventory.Links links;
    private final Collection collection;
    private final ChosenSettings settings;
    private final Currency currency;
    private final ZoneId zone;
    private final int leadTime;

    StartPage(
            Doctor doctor,
            Inventory inventory,
            dev.headroom.inventory.Links links,
            Collection collection,
            ChosenSettings settings,
            PriceBooks books,
            ZoneId planningZone,
            @Value("${headroom.planning.lead-time-days:70}") int leadTime) {
        this.doctor = doctor;
        this.inventory = inventory;
        this.links = links;
        this.collection = collection;
        this.settings = settings;
        this.currency = books.currency();
        this.zone = planningZone;
        this.leadTime = leadTime;
    }

    /** What was seen at an address, in a reader's words. */
    record TrialView(StoreTrial trial) {

        public boolean works() {
            return trial.works();
        }

        public String sentence() {
            if (!trial.works()) {
                return VisibleText.sentence(String.valueOf(trial.trouble()));
            }
            var nodes = trial.nodes().stream().map(VisibleText::name).toList();
            return trial.product() + " answers"
                    + (trial.tenant().isEmpty() ? "" : ", tenant " + VisibleText.name(trial.tenant())) + "; "
                    + (nodes.isEmpty()
                            ? "it shows no node of the last hour: does node_exporter report there?"
                            : "the first nodes are " + String.join(", ", nodes) + ".");
        }

        public String mend() {
            return trial.mend() == null ? "" : VisibleText.sentence(trial.mend());
        }
    }

    /** A pool to confirm. */
    record PoolView(Pool pool) {

        public String name() {
            return VisibleText.name(pool.name());
        }

        public List<NodeLink> nodes() {
            return pool.nodes().stream()
                    .map(node -> new NodeLink(VisibleText.name(node.name()), Links.node(node.id())))
                    .toList();
        }
    }

    /** A node's name and page. */
    record NodeLink(String name, String href) {}

    @GetMapping("/start")
    String start(@ModelAttribute("frame") Frame frame, Model model) {
        return filled(frame, model, null, null);
    }

    /** Tries the address; keeps it where it works and that was asked for. */
    @Roles(Role.ADMINISTRATOR)
    @PostMapping("/start/store")
    String store(
            @ModelAttribute("frame") Frame frame,
            @RequestParam String url,
            @RequestParam(defaultValue = "false") boolean keep,
            Model model) {
        var trial = doctor.tryStore(url);
        if (keep && trial.works()) {
            try {
                settings.choose(ChosenSettings.STORE, url.strip());
                return "redirect:/start";
            } catch (IllegalArgumentException fixed) {
                return filled(frame, model, null, fixed.getMessage());
            }
        }
        return filled(frame, model, trial, null);
    }

    /** Chooses the currency that is shown and the zone in which a day begins, from the next start on. */
    @Roles(Role.ADMINISTRATOR)
    @PostMapping("/start/place")
    String place(
            @ModelAttribute("frame") Frame frame,
            @RequestParam(name = "currency", required = false) @Nullable String code,
            @RequestParam(name = "zone", required = false) @Nullable String name,
            Model model) {
        try {
            if (code != null) {
                settings.choose(
                        ChosenSettings.CURRENCY, currencyOf(code.strip()).getCurrencyCode());
            }
            if (name != null) {
                settings.choose(ChosenSettings.ZONE, zoneOf(name.strip()).getId());
            }
            return "redirect:/start";
        } catch (IllegalArgumentException wrong) {
            return filled(frame, model, null, wrong.getMessage());
        }
    }

    private static Currency currencyOf(String code) {
        return Currencies.named(code.toUpperCase(Locale.ROOT))
                .orElseThrow(() -> new IllegalArgumentException(
                        "The currency must be a code such as EUR or USD, not '" + VisibleText.sentence(code) + "'."));
    }

    private static ZoneId zoneOf(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "The zone must be one such as Europe/Berlin or UTC, not '" + VisibleText.sentence(name) + "'.", e);
        }
    }

    @Roles({Role.PLANNER, Role.APPROVER, Role.ADMINISTRATOR})
    @PostMapping("/start/pools")
    String pools() {
        settings.choose(ChosenSettings.POOLS, "confirmed");
        return "redirect:/start";
    }

    @Roles({Role.PLANNER, Role.APPROVER, Role.ADMINISTRATOR})
    @PostMapping("/start/lead-time")
    String leadTime(@ModelAttribute("frame") Frame frame, @RequestParam int days, Model model) {
        if (days < 0 || days > LONGEST_LEAD) {
            return filled(
                    frame, model, null, "The lead time must be from 0 to " + LONGEST_LEAD + " days, not " + days + ".");
        }
        try {
            settings.choose(ChosenSettings.LEAD_TIME, Integer.toString(days));
            return "redirect:/start";
        } catch (IllegalArgumentException fixed) {
            return filled(frame, model, null, fixed.getMessage());
        }
    }

    private String filled(Frame frame, Model model, @Nullable StoreTrial trial, @Nullable String error) {
        var status = collection.status();
        var address = doctor.storeAddress();
        var groups = LinksPage.groups(inventory).stream()
                .filter(group -> group.group().isPhysical())
                .toList();
        boolean linksConfirmed = settings.chosen(ChosenSettings.LINKS).isPresent();
        boolean poolsConfirmed = settings.chosen(ChosenSettings.POOLS).isPresent();
        boolean leadFixed = settings.isFixed(ChosenSettings.LEAD_TIME);
        var leadChosen = settings.chosen(ChosenSettings.LEAD_TIME);
        model.addAttribute("error", error);
        model.addAttribute("trial", trial == null ? null : new TrialView(trial));
        model.addAttribute("url", trial == null ? address : trial.address());
        model.addAttribute("connected", status.lastSuccessfulPoll() != null && status.lastError() == null);
        model.addAttribute("addressSet", !address.isEmpty());
        model.addAttribute("storeFixed", settings.isFixed(ChosenSettings.STORE));
        model.addAttribute("groups", groups);
        model.addAttribute("links", links.names());
        model.addAttribute("linksConfirmed", linksConfirmed);
        model.addAttribute(
                "pools", inventory.pools().stream().map(PoolView::new).toList());
        model.addAttribute("poolsConfirmed", poolsConfirmed);
        model.addAttribute("leadTime", leadChosen.map(Integer::parseInt).orElse(leadTime));
        model.addAttribute("leadFixed", leadFixed);
        model.addAttribute("leadConfirmed", leadFixed || leadChosen.isPresent());
        String currencyNext = settings.chosen(ChosenSettings.CURRENCY).orElse(currency.getCurrencyCode());
        String zoneNext = settings.chosen(ChosenSettings.ZONE).orElse(zone.getId());
        model.addAttribute("currency", currencyNext);
        model.addAttribute("zone", zoneNext);
        model.addAttribute("currencyFixed", settings.isFixed(ChosenSettings.CURRENCY));
        model.addAttribute("zoneFixed", settings.isFixed(ChosenSettings.ZONE));
        model.addAttribute(
                "restart", !currencyNext.equals(currency.getCurrencyCode()) || !zoneNext.equals(zone.getId()));
        model.addAttribute("collection", new CollectionView(status, frame));
        model.addAttribute("complete", status.backfill().state() == Backfill.State.COMPLETE);
        model.addAttribute("waiting", trial == null && error == null);
        return "start";
    }
}

package dev.headroom.doctor;

import java.util.Locale;

/** What the doctor looks at, in this order: what later checks rest on comes first. */
public enum Check {
    SETTINGS(Area.SETTINGS, true, "Settings are valid", "Headroom does not start."),
    SETTING_NAMES(
            Area.SETTINGS,
            false,
            "No variable's name is misspelled",
            "What was meant to be set is not, and its default holds instead."),
    STORE_ADDRESS(
            Area.STORE,
            true,
            "Metric store is reachable",
            "Nothing new is collected; forecasts grow older and wider each day."),
    STORE_TLS(
            Area.STORE,
            true,
            "Connection to the store is trusted",
            "Nothing is collected; or what is collected, and the log-in, may be read or changed on its way."),
    STORE_LOG_IN(Area.STORE, true, "Store accepts the log-in", "Nothing is collected, so nothing is forecast."),
    STORE_PATH(Area.STORE, true, "Address leads to a query API", "Nothing is collected, so nothing is forecast."),
    STORE_WHOLE(
            Area.STORE,
            true,
            "Store answers in whole",
            "Partial answers are not kept, so the days are missing until the store is whole again."),
    STORE_TENANT(
            Area.STORE, true, "Tenant holds metrics", "There is no node to forecast for; or it is another company's."),
    STORE_VERSION(
            Area.STORE,
            false,
            "Store's version is known to work",
            "Queries may fail or mean something else; the figures were not tested against it."),
    STORE_CLOCK(
            Area.STORE,
            false,
            "Clocks agree within 5 seconds",
            "The newest hour is read too early or too late, so its statistics lack values."),
    STORE_LIMITS(
            Area.STORE,
            true,
            "A day of all nodes fits the store's limits",
            "Reading is cut into ever smaller pieces or fails, so days stay missing."),
    RETENTION(
            Area.STORE,
            false,
            "Store keeps enough history",
            "The first forecasts rest on few days and are wide; with fewer than 14 there is no date."),
    CPU_METRICS(Area.METRICS, true, "CPU is measured", "There is no forecast of CPU."),
    MEMORY_METRICS(Area.METRICS, true, "Memory is measured", "There is no forecast of memory."),
    NETWORK_METRICS(Area.METRICS, true, "Network traffic is measured", "There is no forecast of any link."),
    DISK_METRICS(Area.METRICS, false, "Disks are measured", "There is no forecast of disk space."),
    KUBERNETES_METRICS(
            Area.METRICS,
            false,
            "Kubernetes' own metrics are there where it runs",
            "Pods are not forecast, and nodes that Kubernetes knows can't be told from those that are gone."),
    SCRAPE_INTERVAL(
            Area.METRICS,
            false,
            "Nodes are scraped often enough",
            "Five-minute rates need two samples: without, days have gaps or no value at all."),
    FRESHNESS(
            Area.METRICS,
            true,
            "Newest samples are minutes old",
            "The newest days are missing, and what changed since is not in the forecast."),
    NODE_NAMES(
            Area.NODES,
            true,
            "Each node has a name of its own",
            "Several machines count as one: their capacity is understated and their load taken for one node's."),
    DOUBLE_SCRAPES(
            Area.NODES,
            false,
            "No node is scraped twice",
            "Headroom counts it once, but a difference between the two scrapes takes the larger value."),
    POOL_LABELS(
            Area.NODES,
            false,
            "Nodes say which pool they share load in",
            "All nodes of a scrape job are forecast and planned as one pool, which they may not be."),
    SILENT_NODES(
            Area.NODES,
            false,
            "No node has fallen silent",
            "Its capacity counts for 24 hours more and is questioned then; a gone node hides a shortage."),
    RECONCILIATION(
            Area.NODES,
            false,
            "Inventory, Kubernetes and metrics name the same nodes",
            "Capacity of nodes that only one of them knows is missing, or counted though it is gone."),
    IDENTITIES(
            Area.NODES,
            false,
            "No renamed node waits to be joined with its old self",
            "Its history is cut in two: the new name starts with none, the old one looks gone."),
    LINKS_CONFIRMED(
            Area.LINKS,
            false,
            "Each physical interface belongs to a link",
            "Its traffic is missing from every link's forecast, or counts for the wrong one."),
    LINK_SPEEDS(
            Area.LINKS,
            false,
            "Each link's capacity is known",
            "There is no utilization, no crossing date and no order for a link whose capacity is unknown."),
    SPEED_DROPS(
            Area.LINKS,
            false,
            "Links run as fast as said",
            "The forecast counts on capacity that is not there: the link is full before the date given."),
    DOUBLE_TRAFFIC(
            Area.LINKS,
            false,
            "No traffic counts twice",
            "The link's demand is overstated, and its crossing date too early."),
    TRAFFIC_RATIO(
            Area.LINKS,
            false,
            "Physical traffic carries what tunnels carry",
            "A physical interface does not count, so the link's demand is understated and its date too late."),
    IMPOSSIBLE_RATES(
            Area.LINKS,
            false,
            "No counter runs faster than its link",
            "The values are left out, so the day has gaps; a capacity set too low leaves out true peaks."),
    COVERAGE_DAY(
            Area.COVERAGE,
            false,
            "Last 24 hours are covered",
            "A day with less than half of its values is not forecast from."),
    COVERAGE_WEEK(
            Area.COVERAGE,
            false,
            "Last 7 days are covered",
            "Below 95 % dates are shown as unknown, as the weekly pattern can't be told from gaps."),
    DATABASE(Area.DATABASE, true, "Database is reachable", "Nothing can be kept, shown or forecast."),
    DATABASE_VERSION(
            Area.DATABASE, true, "Database is PostgreSQL 14 or later", "The schema can't be created; nothing starts."),
    DATABASE_RIGHTS(
            Area.DATABASE, true, "Database lets tables be made", "The schema can't be created; nothing starts."),
    DATABASE_CLOCK(
            Area.DATABASE,
            false,
            "Database's clock agrees within 5 seconds",
            "Two instances may take the same turn, and moments in the audit log are out of order."),
    MIGRATIONS(
            Area.DATABASE,
            true,
            "Database's schema is this version's",
            "Headroom does not start on a schema that is newer than itself or half changed."),
    DISK_SPACE(
            Area.DATABASE,
            true,
            "Disk has room",
            "A full disk stops collecting and log-ins until there is room again."),
    BACKUP(
            Area.DATABASE,
            false,
            "A backup is younger than 2 days",
            "What the store has forgotten can't be read again: lost history makes every forecast wide again."),
    AUDIT_CHAIN(
            Area.DATABASE,
            false,
            "Audit chain is unbroken",
            "Somebody changed what the audit log says; settings behind a plan can't be proven."),
    POLLS(
            Area.COLLECTION,
            true,
            "Last poll succeeded",
            "The figures are the last good ones, and older than they need be."),
    BACKFILL(
            Area.COLLECTION,
            false,
            "Back-fill goes on or is complete",
            "Forecasts rest on less history than the store has."),
    HISTORY(
            Area.COLLECTION,
            false,
            "There are 14 days of history",
            "With fewer no date is given; up to 60 days a forecast is an early estimate."),
    MAIL(Area.MAIL, false, "Mail server takes the weekly report", "Nobody is told by mail when an order is due."),
    SINGLE_SIGN_ON(Area.ACCESS, false, "Identity provider answers", "Nobody gets in through single sign-on."),
    PRICE_BOOK(
            Area.PRICES,
            false,
            "Prices are younger than 180 days",
            "Orders and the cloud comparison are priced as they were then.");

    private final Area area;
    private final boolean required;
    private final String title;
    private final String effect;

    /** What belongs together for a reader. */
    public enum Area {
        SETTINGS("Settings"),
        STORE("Metric store"),
        METRICS("Metrics"),
        NODES("Nodes"),
        LINKS("Links"),
        COVERAGE("Coverage"),
        DATABASE("Database"),
        COLLECTION("Collection"),
        MAIL("Mail"),
        ACCESS("Access"),
        PRICES("Prices");

        private final String title;

        Area(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    Check(Area area, boolean required, String title, String effect) {
        this.area = area;
        this.required = required;
        this.title = title;
        this.effect = effect;
    }

    /** Returns the name in the API and on the command line, such as {@code store-address}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public Area area() {
        return area;
    }

    /** Returns whether Headroom can't do its work where it does not hold. */
    public boolean required() {
        return required;
    }

    /** Returns what holds where all is well. */
    public String title() {
        return title;
    }

    /** Returns what its failure does to the forecast. */
    public String effect() {
        return effect;
    }
}

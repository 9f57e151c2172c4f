package dev.headroom.settings;

import dev.headroom.access.Audit;
import dev.headroom.access.Caller;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Settings made on pages. What the environment sets stands, and can't be changed there: whoever keeps settings in files
 * finds them true. Secrets are never kept here.
 */
@Service
public class ChosenSettings {

    /** The metric store's address. */
    public static final String STORE = "headroom.metrics.url";

    /** Days from order to delivery of a server. */
    public static final String LEAD_TIME = "headroom.planning.lead-time-days";

    /** The planning time zone, and the currency that is shown: both hold from the next start on. */
    public static final String ZONE = "headroom.time-zone";

    public static final String CURRENCY = "headroom.currency";

    /** Set once the links have been looked at in the guide; {@code POOLS} likewise. */
    public static final String LINKS = "headroom.guide.links";

    public static final String POOLS = "headroom.guide.pools";

    private final JdbcClient jdbc;
    private final Environment environment;
    private final Clock clock;
    private final Audit audit;
    private final ApplicationEventPublisher events;

    ChosenSettings(
            JdbcClient jdbc, Environment environment, Clock clock, Audit audit, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.environment = environment;
        this.clock = clock;
        this.audit = audit;
        this.events = events;
    }

    /** Returns whether the environment sets it. */
    public boolean isFixed(String name) {
        var value = environment.getProperty(name);
        return value != null && !value.isBlank();
    }

    /** Returns what was chosen last up to now; empty where nothing was, or where the environment's word stands. */
    public Optional<String> chosen(String name) {
        return chosen(name, clock.instant());
    }

    /** Returns what was chosen by a moment, unless it was changed since. */
    public Optional<String> chosen(String name, Instant moment) {
        return isFixed(name)
                ? Optional.empty()
                : jdbc.sql("select value from chosen_setting where name = ? and chosen_at <= ?")
                        .params(name, moment.atOffset(ZoneOffset.UTC))
                        .query((row, number) -> row.getString(1))
                        .optional();
    }

    /**
     * Chooses a value that the caller has checked.
     *
     * @throws IllegalArgumentException if the environment sets it
     */
    @Transactional
    public void choose(String name, String value) {
        if (isFixed(name)) {
            throw new IllegalArgumentException(variable(name) + " is set in the environment, which stands.");
        }
        String before = chosen(name).orElse("");
        jdbc.sql("""
                        insert into chosen_setting (name, value, chosen_by, chosen_at) values (?, ?, ?, ?)
                        on conflict (name) do update
                          set value = excluded.value, chosen_by = excluded.chosen_by, chosen_at = excluded.chosen_at""")
                .params(
                        name,
                        value,
                        Caller.ifAny().map(Caller::name).orElse("Headroom"),
                        clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        audit.record("setting.chosen", "setting:" + name, Map.of("from", before, "to", value));
        events.publishEvent(new SettingChosen(name));
    }

    /** Returns the environment's name of a setting. */
    public static String variable(String name) {
        return name.toUpperCase(java.util.Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}

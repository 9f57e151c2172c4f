package dev.headroom.inventory;

import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Brings the operator's word on interfaces to the {@link Links}, also where another instance took it. */
@Component
class LinkChoices {

    private final JdbcClient jdbc;
    private final Links links;

    LinkChoices(JdbcClient jdbc, Links links) {
        this.jdbc = jdbc;
        this.links = links;
        refresh();
    }

    @Scheduled(fixedDelayString = "PT30S", initialDelayString = "PT30S")
    final void refresh() {
        links.choose(load(jdbc));
    }

    static Map<Links.Card, String> load(JdbcClient jdbc) {
        var choices = new HashMap<Links.Card, String>();
        jdbc.sql("select pool, interface, link from interface_choice").query(row -> {
            choices.put(new Links.Card(row.getString(1), row.getString(2)), row.getString(3));
        });
        return choices;
    }
}

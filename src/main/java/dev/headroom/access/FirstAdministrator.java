package dev.headroom.access;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Sees to it that somebody can log in: from the settings, else by a link in the log. */
@Component
class FirstAdministrator {

    private static final Logger log = LoggerFactory.getLogger(FirstAdministrator.class);

    private final AccessProperties properties;
    private final Users users;
    private final SetupLinks links;
    private final Environment environment;

    FirstAdministrator(AccessProperties properties, Users users, SetupLinks links, Environment environment) {
        this.properties = properties;
        this.users = users;
        this.links = links;
        this.environment = environment;
    }

    @EventListener(ApplicationReadyEvent.class)
    void prepare() {
        if (!users.isEmpty()) {
            return;
        }
        var email = properties.admin().email();
        var password = properties.admin().password();
        if (email != null && password != null) {
            users.addFirst(email, password);
        } else {
            log.warn("nobody can log in yet: create the first administrator at {}", link());
        }
    }

    /** Returns the address of a new set-up link. */
    String link() {
        var base = environment.getProperty("headroom.base-url", "");
        var host = base.isBlank()
                ? "http://localhost:" + environment.getProperty("local.server.port", "8080")
                : base.replaceAll("/+$", "");
        return host + "/setup?token=" + links.issue();
    }
}

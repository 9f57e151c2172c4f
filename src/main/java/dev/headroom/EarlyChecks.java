package dev.headroom;

import dev.headroom.inventory.Links;
import dev.headroom.metrics.MetricsSettings;
import dev.headroom.units.Currencies;
import dev.headroom.units.InvalidSetting;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;

/** Refuses what can be seen to be wrong in the settings alone, before anything is started. */
class EarlyChecks implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final int HIGHEST_PORT = 65_535;

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        var environment = context.getEnvironment();
        checkPort(environment.getProperty("server.port", ""));
        checkCurrency(environment.getProperty("headroom.currency"));
        checkDatabase(environment.getProperty("headroom.database.url", ""));
        checkFleet(environment);
    }

    private static void checkPort(String value) {
        if (value.isBlank()) {
            return;
        }
        try {
            int port = Integer.parseInt(value.strip());
            if (port >= 0 && port <= HIGHEST_PORT) {
                return;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new InvalidSetting("SERVER_PORT", value, "a port from 1 to " + HIGHEST_PORT + ", or 0 for any");
    }

    private static void checkCurrency(@Nullable String value) {
        if (value != null && Currencies.named(value.strip()).isEmpty()) {
            throw new InvalidSetting("HEADROOM_CURRENCY", value, "the ISO 4217 code of a currency, such as EUR");
        }
    }

    private static void checkDatabase(String url) {
        if (!url.isBlank() && Driver.parseURL(url, new Properties()) == null) {
            throw new InvalidSetting(
                    "HEADROOM_DATABASE_URL",
                    DatabaseProperties.withoutSecrets(url),
                    "a JDBC URL of PostgreSQL such as jdbc:postgresql://db.example.com:5432/headroom");
        }
    }

    private static void checkFleet(ConfigurableEnvironment environment) {
        MetricsSettings.from(environment);
        new Links(environment);
    }
}

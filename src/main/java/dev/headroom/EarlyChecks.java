package dev.headroom;

import dev.headroom.inventory.Links;
import dev.headroom.inventory.PlanningZone;
import dev.headroom.metrics.MetricsSettings;
import dev.headroom.units.Currencies;
import dev.headroom.units.InvalidSetting;
import dev.headroom.usage.CollectionSettings;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
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
        if (context instanceof WebServerApplicationContext) {
            checkFree(
                    "SERVER_PORT",
                    environment.getProperty("server.port", "8080"),
                    environment.getProperty("server.address"));
            checkFree(
                    "MANAGEMENT_SERVER_PORT",
                    environment.getProperty("management.server.port", "0"),
                    environment.getProperty("management.server.address"));
        }
        PlanningZone.in(environment);
        CollectionSettings.from(environment);
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

    private static void checkFree(String variable, String value, @Nullable String address) {
        try {
            int port = Integer.parseInt(value.strip());
            if (port > 0) {
                new ServerSocket(port, 1, address == null ? null : InetAddress.getByName(address)).close();
            }
        } catch (BindException e) {
            throw new InvalidSetting(
                    variable, value, "a port that is free: another program listens on it, or it may not be used");
        } catch (IOException | NumberFormatException e) {
            // said when the server starts
        }
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

package dev.headroom;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/**
 * Where Headroom keeps what it knows.
 *
 * @param database a PostgreSQL of the operator's; without a URL, an embedded one in {@code dataDir}
 */
@ConfigurationProperties("headroom")
record DatabaseProperties(
        @DefaultValue Database database,
        @Name("data-dir") @DefaultValue("./data") Path dataDir) {

    record Database(
            @Nullable String url,
            @Nullable String username,
            @Nullable String password) {}

    /** Returns a database's URL as it may be shown: what may be a password is left out. */
    static String withoutSecrets(String url) {
        return url.replaceAll("//.*@", "//***@").replaceAll("(?i)([a-z]*password)=[^&]*", "$1=***");
    }
}

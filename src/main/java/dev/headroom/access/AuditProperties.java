package dev.headroom.access;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/**
 * Where the audit chain keeps what must not be in the database: its keys and its seals.
 *
 * @param auditDir {@code audit} below the data directory where it is not set
 */
@ConfigurationProperties("headroom")
record AuditProperties(
        @Name("data-dir") @DefaultValue("./data") Path dataDir,
        @Name("audit-dir") @Nullable Path auditDir) {

    Path directory() {
        return auditDir == null ? dataDir.resolve("audit") : auditDir;
    }
}

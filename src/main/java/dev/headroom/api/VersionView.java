package dev.headroom.api;

import dev.headroom.catalog.BookVersion;
import java.time.Instant;

/** A version of the price book. */
record VersionView(int version, String madeBy, Instant madeAt, String reason) {

    static VersionView of(BookVersion version) {
        return new VersionView(version.number(), version.madeBy(), version.madeAt(), version.reason());
    }
}

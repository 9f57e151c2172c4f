/** Collects usage from the metric store, rolls it up, and keeps it for years. */
@ApplicationModule(allowedDependencies = {"units", "inventory", "metrics", "access", "settings"})
@NullMarked
package dev.headroom.usage;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

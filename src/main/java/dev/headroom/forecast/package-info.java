/** Predicts demand from usage history: quantile paths, and the day on which they cross a limit. */
@ApplicationModule(allowedDependencies = {"units"})
@NullMarked
package dev.headroom.forecast;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

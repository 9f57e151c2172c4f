/** The commands that need no server: forecast, plan, compare. */
@ApplicationModule(allowedDependencies = {"units", "forecast", "plan", "cost", "catalog", "demo"})
@NullMarked
package dev.headroom.cli;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/** What owning costs, and what the same demand would cost in the cloud. */
@ApplicationModule(allowedDependencies = {"units", "forecast", "plan"})
@NullMarked
package dev.headroom.cost;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

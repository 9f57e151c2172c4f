/** Turns demand, a fleet and a list of server models into the cheapest purchase plan, and proves it. */
@ApplicationModule(allowedDependencies = {"units", "forecast"})
@NullMarked
package dev.headroom.plan;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

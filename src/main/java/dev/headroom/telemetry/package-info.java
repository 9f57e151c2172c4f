/** The latest assessment as Prometheus metrics, for the dashboards and alerts that a company has already. */
@ApplicationModule(allowedDependencies = {"units", "inventory", "assessment"})
@NullMarked
package dev.headroom.telemetry;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/** The client of a Prometheus-compatible metric store; VictoriaMetrics first. */
@ApplicationModule(allowedDependencies = {"units"})
@NullMarked
package dev.headroom.metrics;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

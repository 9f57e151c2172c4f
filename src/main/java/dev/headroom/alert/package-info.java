/** Alerts on what was forecast: an order that is due, data that are lost, prices that are old. Each is told once, not at each wavering. */
@ApplicationModule(allowedDependencies = {"units", "catalog", "procurement", "access", "assessment", "report"})
@NullMarked
package dev.headroom.alert;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/** A purchase from proposal to service, and the lead times learned on the way. */
@ApplicationModule(allowedDependencies = {"units", "inventory", "catalog", "access"})
@NullMarked
package dev.headroom.procurement;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

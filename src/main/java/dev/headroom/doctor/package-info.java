/** Finds out why figures can't be trusted, and what mends it: one set of checks for the page, the command and the API. */
@ApplicationModule(allowedDependencies = {"units", "inventory", "metrics", "usage", "catalog", "access", "settings"})
@NullMarked
package dev.headroom.doctor;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

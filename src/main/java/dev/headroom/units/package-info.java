/** The measures that every module speaks in: resources, their units, series with explicit gaps, money. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.headroom.units;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

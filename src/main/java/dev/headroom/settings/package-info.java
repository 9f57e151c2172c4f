/** Settings that operators make on pages. */
@ApplicationModule(allowedDependencies = {"units", "access"})
@NullMarked
package dev.headroom.settings;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

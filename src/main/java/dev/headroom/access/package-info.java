/** Who may do what: users, API tokens, sessions. */
@ApplicationModule(allowedDependencies = {"units"})
@NullMarked
package dev.headroom.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/** Follows purchase rules through a history, week by week, knowing only what was past. */
@ApplicationModule(allowedDependencies = {"units", "forecast", "plan"})
@NullMarked
package dev.headroom.replay;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/** The demo fleet: a growing company's history, written into a metric store. */
@ApplicationModule(allowedDependencies = {"units"})
@NullMarked
package dev.headroom.demo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

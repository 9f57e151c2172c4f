/** REST for finance and other programs, version 1. */
@ApplicationModule(
        allowedDependencies = {
            "units",
            "inventory",
            "catalog",
            "usage",
            "procurement",
            "access",
            "doctor",
            "assessment",
            "forecast",
            "plan",
            "cost",
            "report",
            "alert"
        })
@NullMarked
package dev.headroom.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

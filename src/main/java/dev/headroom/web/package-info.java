/** The pages. */
@ApplicationModule(
        allowedDependencies = {
            "units",
            "inventory",
            "catalog",
            "usage",
            "procurement",
            "access",
            "settings",
            "doctor",
            "assessment",
            "forecast",
            "plan",
            "cost",
            "report",
            "alert"
        })
@NullMarked
package dev.headroom.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/** The weekly report: composed from a snapshot, mailed at most once. */
@ApplicationModule(
        allowedDependencies = {
            "units",
            "inventory",
            "catalog",
            "usage",
            "procurement",
            "access",
            "assessment",
            "forecast",
            "plan",
            "cost"
        })
@NullMarked
package dev.headroom.report;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

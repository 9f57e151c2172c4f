/** One run from usage to costs, kept as an immutable snapshot that pages, mails and the API read. */
@ApplicationModule(
        allowedDependencies = {
            "units",
            "inventory",
            "catalog",
            "usage",
            "procurement",
            "access",
            "settings",
            "forecast",
            "plan",
            "cost",
            "replay"
        })
@NullMarked
package dev.headroom.assessment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/** The price book: server models, upgrades, cloud prices, exchange rates, each with its source and date. */
@ApplicationModule(allowedDependencies = {"units", "cost", "access", "settings"})
@NullMarked
package dev.headroom.catalog;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

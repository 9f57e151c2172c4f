/** Sites, pools, nodes, links, and what they can carry: capacity as a timeline. */
@ApplicationModule(allowedDependencies = {"units", "access", "settings"})
@NullMarked
package dev.headroom.inventory;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

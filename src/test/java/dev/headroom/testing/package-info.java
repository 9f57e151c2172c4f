/** What tests of several modules share. */
@NullMarked
package dev.headroom.testing;

import org.jspecify.annotations.NullMarked;

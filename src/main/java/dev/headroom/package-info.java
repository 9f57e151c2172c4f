/** Headroom: when your own servers run out, what to buy, by which day to order it, and whether the cloud would have been cheaper. */
@NullMarked
package dev.headroom;

import org.jspecify.annotations.NullMarked;

/** Pings of each run, as healthchecks and its like take them. */
@NullMarked
package dev.lifeboat.alert.ping;

import org.jspecify.annotations.NullMarked;

/**
 * The state database: what was expected of this host, and what became of it. Worth keeping, but no
 * backup and no restore needs it.
 */
@NullMarked
package dev.lifeboat.state;

import org.jspecify.annotations.NullMarked;

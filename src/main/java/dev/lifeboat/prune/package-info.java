/** Removes the backups that retention doesn't keep. It prints nothing. */
@NullMarked
package dev.lifeboat.prune;

import org.jspecify.annotations.NullMarked;

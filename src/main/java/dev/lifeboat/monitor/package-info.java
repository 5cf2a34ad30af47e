/** Judges how things stand. */
@NullMarked
package dev.lifeboat.monitor;

import org.jspecify.annotations.NullMarked;

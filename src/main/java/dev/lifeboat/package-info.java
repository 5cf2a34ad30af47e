/** The entry point and the composition root. */
@NullMarked
package dev.lifeboat;

import org.jspecify.annotations.NullMarked;

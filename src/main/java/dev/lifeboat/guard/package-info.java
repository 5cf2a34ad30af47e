/** Keeps volumes from being deleted by accident, and notices what happens to a stack. */
@NullMarked
package dev.lifeboat.guard;

import org.jspecify.annotations.NullMarked;

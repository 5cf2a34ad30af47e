/** Tests of halting services and of looking at them. */
@NullMarked
package dev.lifeboat.compose;

import org.jspecify.annotations.NullMarked;

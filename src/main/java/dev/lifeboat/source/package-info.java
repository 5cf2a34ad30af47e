/** Something in a stack that can be captured and restored, seen without any repository. */
@NullMarked
package dev.lifeboat.source;

import org.jspecify.annotations.NullMarked;

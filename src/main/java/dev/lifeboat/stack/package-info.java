/** The protected application and its name. */
@NullMarked
package dev.lifeboat.stack;

import org.jspecify.annotations.NullMarked;

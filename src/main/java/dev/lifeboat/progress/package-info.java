/** How long operations tell what they are doing. */
@NullMarked
package dev.lifeboat.progress;

import org.jspecify.annotations.NullMarked;

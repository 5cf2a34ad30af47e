/** Who did what, when, and what came of it: written down so that a change shows afterwards. */
@NullMarked
package dev.lifeboat.audit;

import org.jspecify.annotations.NullMarked;

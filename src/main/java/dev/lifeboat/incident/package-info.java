/** The worst hour, written down as it passes: what is known, who decided what, and what is left. */
@NullMarked
package dev.lifeboat.incident;

import org.jspecify.annotations.NullMarked;

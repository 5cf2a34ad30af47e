/** Sizes, rates, spans and moments, parsed at the edge and printed one way. */
@NullMarked
package dev.lifeboat.units;

import org.jspecify.annotations.NullMarked;

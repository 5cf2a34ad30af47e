/** The benchmark: Lifeboat beside its peers on the same server. Run by {@code bench/peers}. */
@NullMarked
package dev.lifeboat.bench;

import org.jspecify.annotations.NullMarked;

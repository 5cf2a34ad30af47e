/** Does what is due: on one host, or on several that share a database. */
@NullMarked
package dev.lifeboat.daemon;

import org.jspecify.annotations.NullMarked;

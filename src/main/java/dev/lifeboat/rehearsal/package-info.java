/** A server that stands in for MongoDB where the JVM's cache is made, and there is none. */
@NullMarked
package dev.lifeboat.rehearsal;

import org.jspecify.annotations.NullMarked;

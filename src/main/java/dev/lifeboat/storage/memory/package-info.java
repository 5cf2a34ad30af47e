/** A storage that forgets: for tests and for trying things out. */
@NullMarked
package dev.lifeboat.storage.memory;

import org.jspecify.annotations.NullMarked;

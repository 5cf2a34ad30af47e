/** A repository in a folder of this host, or of a mounted disk or share. */
@NullMarked
package dev.lifeboat.storage.local;

import org.jspecify.annotations.NullMarked;

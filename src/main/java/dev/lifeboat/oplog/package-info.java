/** Follows the oplog of a replica set, and stores what it says in slices. */
@NullMarked
package dev.lifeboat.oplog;

import org.jspecify.annotations.NullMarked;

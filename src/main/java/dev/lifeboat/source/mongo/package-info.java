/** MongoDB as a source of backups and a target of restores. */
@NullMarked
package dev.lifeboat.source.mongo;

import org.jspecify.annotations.NullMarked;

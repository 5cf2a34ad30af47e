/** Finds out what backups are worth. */
@NullMarked
package dev.lifeboat.verify;

import org.jspecify.annotations.NullMarked;

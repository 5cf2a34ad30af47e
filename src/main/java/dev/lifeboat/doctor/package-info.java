/** Looks at everything that backups and restores depend on, before they do. */
@NullMarked
package dev.lifeboat.doctor;

import org.jspecify.annotations.NullMarked;

/** Makes backups: from a source into a repository. */
@NullMarked
package dev.lifeboat.backup;

import org.jspecify.annotations.NullMarked;

/** What a repository's files say, as values: no file, clock or process is touched here. */
@NullMarked
package dev.lifeboat.repository.manifest;

import org.jspecify.annotations.NullMarked;

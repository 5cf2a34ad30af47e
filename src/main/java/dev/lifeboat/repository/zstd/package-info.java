/**
 * Zstandard: the native library, through the foreign function interface. Frames carry their content
 * size and a checksum, and the {@code zstd} command reads them.
 */
@NullMarked
package dev.lifeboat.repository.zstd;

import org.jspecify.annotations.NullMarked;

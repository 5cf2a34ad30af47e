@NullMarked
package dev.lifeboat.repository.zstd;

import org.jspecify.annotations.NullMarked;

/** Docker volumes, as the tar streams in which an engine gives and takes their content. */
@NullMarked
package dev.lifeboat.source.volume;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.lifeboat.source.composefile;

import org.jspecify.annotations.NullMarked;

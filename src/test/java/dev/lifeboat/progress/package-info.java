@NullMarked
package dev.lifeboat.progress;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.lifeboat.recovery;

import org.jspecify.annotations.NullMarked;

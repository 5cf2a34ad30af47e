@NullMarked
package dev.lifeboat.guard;

import org.jspecify.annotations.NullMarked;

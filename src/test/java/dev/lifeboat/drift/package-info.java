@NullMarked
package dev.lifeboat.drift;

import org.jspecify.annotations.NullMarked;

/** Compares what runs with what was declared and with what was locked: pure. */
@NullMarked
package dev.lifeboat.drift;

import org.jspecify.annotations.NullMarked;

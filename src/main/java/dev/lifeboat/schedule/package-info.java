/** When jobs are due: a pure function of what was said and of time. */
@NullMarked
package dev.lifeboat.schedule;

import org.jspecify.annotations.NullMarked;

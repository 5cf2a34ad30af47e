/**
 * Recoveries from accidents that hit a stack as a whole: each is looked into and planned, shown,
 * and then done; nothing here prints.
 */
@NullMarked
package dev.lifeboat.recovery;

import org.jspecify.annotations.NullMarked;

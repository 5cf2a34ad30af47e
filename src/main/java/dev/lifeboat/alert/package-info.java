/**
 * Tells people what is wrong: once for each cause, again after a while, and when it is over. {@link
 * dev.lifeboat.alert.AlertBook} decides, and is pure; {@link dev.lifeboat.alert.AlertChannel}s
 * carry it.
 */
@NullMarked
package dev.lifeboat.alert;

import org.jspecify.annotations.NullMarked;

/**
 * Which backups stay, each with its reasons. Pure: it is told all facts, also the time, and removes
 * nothing.
 */
@NullMarked
package dev.lifeboat.retention;

import org.jspecify.annotations.NullMarked;

/**
 * What goes along with every backup of a stack: its files, and the record of what it consisted of.
 */
@NullMarked
package dev.lifeboat.source.composefile;

import org.jspecify.annotations.NullMarked;

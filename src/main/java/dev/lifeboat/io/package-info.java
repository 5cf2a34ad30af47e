/**
 * Files that survive a crash: written whole or not at all, with the right mode from the first
 * moment, and with errors that tell why.
 */
@NullMarked
package dev.lifeboat.io;

import org.jspecify.annotations.NullMarked;

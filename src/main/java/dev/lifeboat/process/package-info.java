/**
 * Where other programs are started, and nowhere else: with a time limit, bounded output, no secret
 * in an error, and nothing left running.
 */
@NullMarked
package dev.lifeboat.process;

import org.jspecify.annotations.NullMarked;

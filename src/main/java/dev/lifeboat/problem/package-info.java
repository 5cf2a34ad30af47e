/**
 * What can go wrong, in the words that people see: a fact, hints, a stable code and an exit code.
 */
@NullMarked
package dev.lifeboat.problem;

import org.jspecify.annotations.NullMarked;

/**
 * The laws of the architecture, and the classes that break them to prove that each law can fail.
 */
@NullMarked
package dev.lifeboat.laws;

import org.jspecify.annotations.NullMarked;

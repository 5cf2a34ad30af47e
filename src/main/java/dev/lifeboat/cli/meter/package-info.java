/** Progress as people and programs read it, on standard error. */
@NullMarked
package dev.lifeboat.cli.meter;

import org.jspecify.annotations.NullMarked;

/** The command line: what people and scripts type, and what they read in return. */
@NullMarked
package dev.lifeboat.cli;

import org.jspecify.annotations.NullMarked;

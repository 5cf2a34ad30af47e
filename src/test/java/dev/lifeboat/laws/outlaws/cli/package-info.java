/** Classes that break laws, and lawful ones beside them. */
@NullMarked
package dev.lifeboat.laws.outlaws.cli;

import org.jspecify.annotations.NullMarked;

/** Classes that break laws, and lawful ones beside them. */
@NullMarked
package dev.lifeboat.laws.outlaws.process;

import org.jspecify.annotations.NullMarked;

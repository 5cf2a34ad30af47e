/** Classes that break laws, and lawful ones beside them. */
@NullMarked
package dev.lifeboat.laws.outlaws;

import org.jspecify.annotations.NullMarked;

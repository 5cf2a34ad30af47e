/** Holds the documentation to what the program does. */
@NullMarked
package dev.lifeboat.docs;

import org.jspecify.annotations.NullMarked;

/** Where streams are cut, so that what didn't change is cut as before. */
@NullMarked
package dev.lifeboat.repository.segment;

import org.jspecify.annotations.NullMarked;

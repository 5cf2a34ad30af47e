/** What people have to do again and again: when it was done last, and when it is due. */
@NullMarked
package dev.lifeboat.maintenance;

import org.jspecify.annotations.NullMarked;

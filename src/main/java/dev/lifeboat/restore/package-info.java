/** Leads a restore from a repository into a target, and back. */
@NullMarked
package dev.lifeboat.restore;

import org.jspecify.annotations.NullMarked;

/** Makes a repository, its keys and its configuration. */
@NullMarked
package dev.lifeboat.setup;

import org.jspecify.annotations.NullMarked;

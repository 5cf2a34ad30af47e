/** What holds a repository's bytes: one small contract, and what can go wrong with it. */
@NullMarked
package dev.lifeboat.storage;

import org.jspecify.annotations.NullMarked;

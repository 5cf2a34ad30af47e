@NullMarked
package dev.lifeboat.repository.crypto;

import org.jspecify.annotations.NullMarked;

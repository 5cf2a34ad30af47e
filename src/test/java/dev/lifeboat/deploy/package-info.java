@NullMarked
package dev.lifeboat.deploy;

import org.jspecify.annotations.NullMarked;

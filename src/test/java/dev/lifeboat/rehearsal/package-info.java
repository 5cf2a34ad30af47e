@NullMarked
package dev.lifeboat.rehearsal;

import org.jspecify.annotations.NullMarked;

/** What is promised: how much may be lost, and how long a recovery may take. */
@NullMarked
package dev.lifeboat.objective;

import org.jspecify.annotations.NullMarked;

/**
 * A running stack: which of its services have to make way, and how they come back. Stops and starts
 * containers through {@link dev.lifeboat.compose.ServiceContainers}.
 */
@NullMarked
package dev.lifeboat.compose;

import org.jspecify.annotations.NullMarked;

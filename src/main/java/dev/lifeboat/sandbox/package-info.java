/**
 * Throw-away MongoDB servers, for the demo, for drills and for tests: a {@link
 * dev.lifeboat.sandbox.MongodBinary} is found or installed, a {@link
 * dev.lifeboat.sandbox.ThrowawayMongod} runs it and leaves nothing behind.
 */
@NullMarked
package dev.lifeboat.sandbox;

import org.jspecify.annotations.NullMarked;

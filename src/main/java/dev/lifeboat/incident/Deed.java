package dev.lifeboat.incident;

import java.time.Instant;

/**
 * A line of an incident's timeline.
 *
 * @param what in words
 * @param by who, or empty
 */
public record Deed(Instant at, String what, String by) {}

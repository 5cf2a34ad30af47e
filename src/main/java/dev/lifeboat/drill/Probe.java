package dev.lifeboat.drill;

import java.time.Duration;

/**
 * A question to what was restored.
 *
 * @param name what was asked
 * @param passed whether the answer was right
 * @param detail what the answer was, in words
 * @param took how long the answer took
 */
public record Probe(String name, boolean passed, String detail, Duration took) {}

package dev.lifeboat.source;

import java.time.Duration;

/** How long one phase of an operation took. */
public record PhaseTime(String name, Duration took) {}

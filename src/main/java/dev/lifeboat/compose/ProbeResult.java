package dev.lifeboat.compose;

import java.time.Duration;

/**
 * What came of a probe.
 *
 * @param name the probe's name, without secrets
 * @param passed whether it answered as it should before the deadline
 * @param words what it answered at last, for people, without secrets
 * @param took how long it took to answer so
 */
public record ProbeResult(String name, boolean passed, String words, Duration took) {}

package dev.lifeboat.monitor;

import java.time.Instant;
import java.util.Optional;

/**
 * A run that should have been.
 *
 * @param job what was to run
 * @param due when
 * @param good whether it was, and ended well; empty as long as that isn't known
 * @param outcome what became of it, for people
 */
public record ExpectedRun(String job, Instant due, Optional<Boolean> good, String outcome) {}

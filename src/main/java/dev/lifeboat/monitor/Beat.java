package dev.lifeboat.monitor;

import java.time.Duration;
import java.time.Instant;

/**
 * A sign of life of the daemon.
 *
 * @param last when it gave one
 * @param within how long after it the next one is due
 */
public record Beat(Instant last, Duration within) {}

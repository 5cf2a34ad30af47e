package dev.lifeboat.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is to be restored, and how.
 *
 * @param backup {@code latest}, an id or its beginning
 * @param at instead of a name: the newest backup at or before this moment
 * @param exact also set aside what the backup lacks
 * @param users also replace users and roles that are there
 * @param requireQuiet refuse while other clients write
 * @param keepOld how long the old data is kept; the configuration says it if this doesn't
 */
public record RestoreChoice(
    String backup,
    Optional<Instant> at,
    boolean exact,
    boolean users,
    boolean requireQuiet,
    Optional<Duration> keepOld) {}

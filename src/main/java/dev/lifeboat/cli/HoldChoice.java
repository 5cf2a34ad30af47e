package dev.lifeboat.cli;

import java.time.Instant;
import java.util.Optional;

/**
 * Which backup is to be held.
 *
 * @param backup an id or its beginning, or latest
 * @param reason why
 * @param until how long; without it until it is released
 */
public record HoldChoice(String backup, String reason, Optional<Instant> until) {}

package dev.lifeboat.ledger;

import dev.lifeboat.verify.Level;
import java.time.Duration;
import java.time.Instant;

/**
 * That a backup was verified on this host, and nothing was found.
 *
 * @param backup its id
 * @param level how deep
 * @param at when
 * @param bytes how many bytes came back, if it was restored; else 0
 * @param took how long that restore took; zero if there was none
 */
public record Proof(String backup, Level level, Instant at, long bytes, Duration took) {}

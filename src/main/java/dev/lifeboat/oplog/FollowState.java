package dev.lifeboat.oplog;

import dev.lifeboat.source.OplogTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How far the follower of this host has come.
 *
 * @param set the replica set's id
 * @param pid the process that follows
 * @param at when this was written
 * @param chainSince from which moment on backups can be rolled forward with this chain
 * @param durable the newest entry in the repository
 * @param durableAt up to which moment everything is in the repository, by the server's clock
 * @param waiting how many slices wait on this host
 * @param waitingBytes how many bytes they have
 * @param trouble what keeps it from following or storing, if anything does
 * @param broken why the chain before this one ended, and when
 */
public record FollowState(
    String set,
    long pid,
    Instant at,
    Optional<OplogTime> chainSince,
    Optional<OplogTime> durable,
    Optional<Instant> durableAt,
    int waiting,
    long waitingBytes,
    Optional<String> trouble,
    Optional<Break> broken) {
  /** After this long without a word the follower counts as dead. */
  public static final Duration SILENCE = Duration.ofSeconds(30);

  /** The end of a chain. */
  public record Break(Instant at, String reason) {}

  /** What would be lost if this host and the database were lost now: nothing newer is stored. */
  public Optional<Duration> rpo(Instant now) {
    return durableAt.map(
        durable -> now.isBefore(durable) ? Duration.ZERO : Duration.between(durable, now));
  }

  /** Whether the follower has written that lately. */
  public boolean isAlive(Instant now) {
    return at.plus(SILENCE).isAfter(now);
  }
}

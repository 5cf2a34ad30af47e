package dev.lifeboat.cli;

import dev.lifeboat.oplog.FollowState;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.source.OplogRange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is captured of a stack's oplog.
 *
 * @param stack the stack's name
 * @param location where the repository is
 * @param now when that was looked at
 * @param chains what can be restored without gaps, the newest last
 * @param slices how many slices there are
 * @param bytes how many bytes they take in the repository
 * @param follower how far the follower of this host has come, if there was one
 * @param problems which slices can't be trusted, or are damaged
 */
public record OplogStanding(
    String stack,
    String location,
    Instant now,
    List<Chain> chains,
    int slices,
    long bytes,
    Optional<FollowState> follower,
    List<Problem> problems) {
  public OplogStanding {
    chains = List.copyOf(chains);
    problems = List.copyOf(problems);
  }

  /**
   * A piece without gaps.
   *
   * @param base the oldest backup from which it can be rolled forward, if there is any
   * @param from the earliest moment that can be restored with it
   */
  public record Chain(OplogRange range, Optional<String> base, Optional<Instant> from) {}

  /** Whether somebody follows the oplog now. */
  public boolean following() {
    return follower.filter(state -> state.isAlive(now)).isPresent();
  }

  /** What would be lost if host and database were lost now; empty if nobody follows. */
  public Optional<Duration> rpo() {
    return following() ? follower.flatMap(state -> state.rpo(now)) : Optional.empty();
  }

  /** Whether the newest chain lacks a backup to begin with. */
  public boolean lacksBase() {
    return !chains.isEmpty() && chains.getLast().base().isEmpty();
  }
}

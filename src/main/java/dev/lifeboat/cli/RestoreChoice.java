package dev.lifeboat.cli;

import dev.lifeboat.source.RestoreDestination;
import dev.lifeboat.source.RestoreSelection;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is to be restored, and how.
 *
 * @param backup {@code latest}, an id or its beginning
 * @param at instead of a name: this moment, if the captured oplog leads to it; else the newest
 *     backup at or before it, if no oplog was captured
 * @param destination how it is put there
 * @param selection which items, and under which names
 * @param exact also set aside what the backup lacks
 * @param users also replace users and roles that are there
 * @param requireQuiet refuse while other clients write
 * @param keepOld how long the old data is kept; the configuration says it if this doesn't
 * @param elsewhere what stands in the place of the configuration
 * @param volumes present if volumes are restored, and not the database
 * @param exactly instead of a name: to a moment that the captured oplog leads to
 */
public record RestoreChoice(
    String backup,
    Optional<Instant> at,
    RestoreDestination destination,
    RestoreSelection selection,
    boolean exact,
    boolean users,
    boolean requireQuiet,
    Optional<Duration> keepOld,
    Elsewhere elsewhere,
    Optional<VolumeChoice> volumes,
    Optional<ExactMoment> exactly) {
  /** At no moment but the backup's own, or the one of {@code at}. */
  public RestoreChoice(
      String backup,
      Optional<Instant> at,
      RestoreDestination destination,
      RestoreSelection selection,
      boolean exact,
      boolean users,
      boolean requireQuiet,
      Optional<Duration> keepOld,
      Elsewhere elsewhere,
      Optional<VolumeChoice> volumes) {
    this(
        backup,
        at,
        destination,
        selection,
        exact,
        users,
        requireQuiet,
        keepOld,
        elsewhere,
        volumes,
        Optional.empty());
  }

  /** Of the database. */
  public RestoreChoice(
      String backup,
      Optional<Instant> at,
      RestoreDestination destination,
      RestoreSelection selection,
      boolean exact,
      boolean users,
      boolean requireQuiet,
      Optional<Duration> keepOld,
      Elsewhere elsewhere) {
    this(
        backup,
        at,
        destination,
        selection,
        exact,
        users,
        requireQuiet,
        keepOld,
        elsewhere,
        Optional.empty());
  }

  /** Everything, as usual. */
  public static RestoreChoice of(String backup) {
    return new RestoreChoice(
        backup,
        Optional.empty(),
        new RestoreDestination.Staged(),
        RestoreSelection.ALL,
        false,
        false,
        false,
        Optional.empty(),
        Elsewhere.NOWHERE);
  }
}

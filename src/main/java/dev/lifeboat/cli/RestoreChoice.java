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
 * @param at instead of a name: the newest backup at or before this moment
 * @param destination how it is put there
 * @param selection which items, and under which names
 * @param exact also set aside what the backup lacks
 * @param users also replace users and roles that are there
 * @param requireQuiet refuse while other clients write
 * @param keepOld how long the old data is kept; the configuration says it if this doesn't
 * @param elsewhere what stands in the place of the configuration
 * @param volumes present if volumes are restored, and not the database
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
    Optional<VolumeChoice> volumes) {
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

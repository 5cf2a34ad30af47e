package dev.lifeboat.recovery;

import dev.lifeboat.compose.DatabaseService;
import dev.lifeboat.docker.Container;
import dev.lifeboat.source.CapturedStreams;
import dev.lifeboat.source.RestoreTarget;
import java.time.Duration;
import java.util.Optional;

/** The stack's MongoDB, as a recovery needs it. */
public interface StackDatabase {
  /** What is known of where it is. */
  DatabaseService.Wanted wanted();

  /**
   * Waits until the database that was started answers, and initiates its replica set if it is an
   * empty one.
   *
   * @param before the backup that comes back into it
   * @param container where it runs
   * @return what was done, in words, if anything was
   */
  Optional<String> prepare(CapturedStreams before, Container container, Duration limit);

  /** Opens it, to be closed by the caller; after {@link #prepare}, as whom could log in there. */
  RestoreTarget open();
}

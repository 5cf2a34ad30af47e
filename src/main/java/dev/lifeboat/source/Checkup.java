package dev.lifeboat.source;

import dev.lifeboat.problem.Observation;
import java.util.List;

/** Looks at a source for what a backup and a restore will need of it. Changes nothing. */
@FunctionalInterface
public interface Checkup {
  /**
   * Looks. What can't be seen, or fails, is an observation too: this throws for nothing that people
   * can mend, and takes some seconds at most where the source doesn't answer.
   */
  List<Observation> observe();
}

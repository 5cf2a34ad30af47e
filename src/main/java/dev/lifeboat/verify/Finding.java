package dev.lifeboat.verify;

import dev.lifeboat.problem.Problem;
import java.util.List;

/**
 * Something that a verification found wrong.
 *
 * @param problem what it is
 * @param backups the ids of the backups that it affects, the oldest first
 */
public record Finding(Problem problem, List<String> backups) {
  public Finding {
    backups = List.copyOf(backups);
  }
}

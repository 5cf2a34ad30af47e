package dev.lifeboat.repository;

import dev.lifeboat.problem.Problem;
import dev.lifeboat.repository.manifest.BackupId;
import dev.lifeboat.repository.manifest.Hold;
import java.time.Instant;
import java.util.Optional;

/**
 * A hold that was found in a repository.
 *
 * @param backup which backup it names
 * @param hold what it says; empty if it can't be read
 * @param problem why it can't be trusted, if so
 */
public record HeldBackup(BackupId backup, Optional<Hold> hold, Optional<Problem> problem) {
  /**
   * Whether the backup stays. A hold that can't be trusted has no end: whoever can write to the
   * repository can keep a backup, and can't end another one's hold by changing it.
   */
  public boolean holdsAt(Instant time) {
    return problem.isPresent() || hold.filter(found -> found.holdsAt(time)).isPresent();
  }

  /** Why it is held, for people. */
  public String words() {
    return problem.isPresent()
        ? "by a hold that can't be trusted"
        : hold.map(found -> found.reason() + found.until().map(end -> ", until " + end).orElse(""))
            .orElse("");
  }
}

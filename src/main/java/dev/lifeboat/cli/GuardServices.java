package dev.lifeboat.cli;

import dev.lifeboat.audit.Audited;
import dev.lifeboat.guard.CleanupPlan;
import dev.lifeboat.guard.CleanupReport;
import dev.lifeboat.guard.GuardStatus;
import dev.lifeboat.guard.Sighting;
import dev.lifeboat.guard.TeardownReport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What keeps a stack's volumes, and what watches it. */
public interface GuardServices {
  /**
   * Puts an anchor on volumes.
   *
   * @param volumes full names or Compose names; empty for all
   */
  @Audited(value = "guard on", names = "volumes")
  GuardStatus on(Conduct conduct, List<String> volumes);

  /** Takes the anchor away for a while. */
  @Audited(
      value = "guard off",
      names = {"length", "reason"})
  GuardStatus off(Conduct conduct, Duration length, String reason);

  /** Takes the anchor away until somebody puts it on again. */
  @Audited("guard off for good")
  GuardStatus offForGood(Conduct conduct);

  /** How it stands, after what was due is done. */
  GuardStatus status(Conduct conduct);

  /** Says what a clean-up of the engine would remove. */
  CleanupPlan planCleanup(Conduct conduct);

  /** Removes it. */
  @Audited("cleanup")
  CleanupReport cleanup(Conduct conduct, CleanupPlan plan);

  /** The full names of the volumes that {@link #down} deletes if it is told to, to be shown. */
  List<String> volumesToDelete(Conduct conduct);

  /**
   * Takes the stack down.
   *
   * @param volumes which volumes are deleted, once they are in verified backups; if there are
   *     others by then, nothing is
   */
  @Audited(value = "down", names = "volumes")
  TeardownReport down(Conduct conduct, Optional<List<String>> volumes);

  /**
   * Watches the stack until it is interrupted, or for that long.
   *
   * @param told gets what was seen, at once
   */
  @Audited(value = "sentinel", names = "length")
  void watch(Conduct conduct, Optional<Duration> length, Consumer<Sighting> told);
}

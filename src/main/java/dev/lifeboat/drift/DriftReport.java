package dev.lifeboat.drift;

import dev.lifeboat.stack.ImageLock;
import java.util.List;
import java.util.Optional;

/**
 * How what runs stands to what was declared and locked.
 *
 * @param project the stack's Compose name
 * @param backup whose lock it was compared with; empty if there is none
 * @param declaredKnown whether Compose could tell what is declared
 * @param locked which images the backup locked
 * @param running which images run
 * @param drifts what is different
 */
public record DriftReport(
    String project,
    Optional<String> backup,
    boolean declaredKnown,
    ImageLock locked,
    ImageLock running,
    List<Drift> drifts) {
  public DriftReport {
    drifts = List.copyOf(drifts);
  }

  /** True if all is as it was declared and locked. */
  public boolean holds() {
    return drifts.isEmpty();
  }
}

package dev.lifeboat.drill;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Something that a drill found, and that somebody has to do something about.
 *
 * @param severity how bad
 * @param fact what, in words
 * @param hints what to do, with commands
 * @param owner who takes care; empty until somebody does
 * @param due until when; empty if nothing is agreed
 */
public record DrillFinding(
    Severity severity,
    String fact,
    List<String> hints,
    Optional<String> owner,
    Optional<LocalDate> due) {
  public DrillFinding {
    hints = List.copyOf(hints);
  }

  /** How bad it is. */
  public enum Severity {
    /** Worth knowing; the drill passes. */
    MINOR,
    /** An objective was missed, or a proof is weaker than usual: a pass with findings. */
    MAJOR,
    /** What was restored isn't what was backed up: the drill failed. */
    CRITICAL;

    /** As people and files see it. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}

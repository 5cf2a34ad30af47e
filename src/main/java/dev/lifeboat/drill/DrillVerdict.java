package dev.lifeboat.drill;

import java.util.Locale;

/** What came of a drill. */
public enum DrillVerdict {
  PASS,
  /** All came back; something is to be mended all the same. */
  PASS_WITH_FINDINGS,
  /** Something didn't come back as it was, a mutant escaped, or the place wasn't isolated. */
  FAIL,
  /** It didn't come to an end: that tells nothing of the backup. */
  ABORTED;

  /** Whether what should come back did. */
  public boolean passed() {
    return this == PASS || this == PASS_WITH_FINDINGS;
  }

  /** As people see it, such as {@code pass with findings}. */
  public String words() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** As files have it, such as {@code pass-with-findings}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

package dev.lifeboat.deploy;

import java.util.Locale;

/** How a deployment ended. */
public enum Outcome {
  /** The command succeeded, and all is well. */
  GOOD,
  /** It isn't well, and stays as it is. */
  KEPT,
  /** It wasn't well, and what was before is back. */
  ROLLED_BACK;

  /** As people and files see it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

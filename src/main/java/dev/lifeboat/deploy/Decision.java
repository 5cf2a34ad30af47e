package dev.lifeboat.deploy;

/** What becomes of a deployment that isn't well. */
public enum Decision {
  /** Data and images of before come back. */
  ROLL_BACK,
  /** Everything stays as it is now. */
  KEEP
}

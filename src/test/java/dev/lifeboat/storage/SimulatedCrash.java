package dev.lifeboat.storage;

/**
 * The process has died, as far as storage is concerned. An error, so that no code under test that
 * catches exceptions takes it for a failure that it may handle.
 */
public final class SimulatedCrash extends Error {
  private static final long serialVersionUID = 1L;

  SimulatedCrash(String message) {
    super(message);
  }
}

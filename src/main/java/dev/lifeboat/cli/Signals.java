package dev.lifeboat.cli;

import dev.lifeboat.progress.Interruption;

/** The system's way to tell the program something. */
public interface Signals {
  /**
   * From now on Ctrl-C and SIGTERM ask for an interruption. The operation then ends as it sees fit,
   * and {@code announce} runs so that the person knows; a second signal ends the process at once.
   */
  void deliverTo(Interruption interruption, Runnable announce);

  /** From now on a lost terminal doesn't end the process. */
  void surviveHangup();

  /** From now on a SIGHUP runs this, and doesn't end the process. */
  default void onHangup(Runnable action) {}

  /** The signals of this process. */
  static Signals system() {
    return new ProcessSignals();
  }

  /** Signals that never come. */
  static Signals none() {
    return new Signals() {
      @Override
      public void deliverTo(Interruption interruption, Runnable announce) {}

      @Override
      public void surviveHangup() {}
    };
  }
}

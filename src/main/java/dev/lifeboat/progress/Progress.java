package dev.lifeboat.progress;

/**
 * Told by a long operation what it is doing. Implementations may be called from several threads at
 * once, return quickly, and never throw: a broken terminal doesn't stop a restore.
 */
public interface Progress {
  /** What the numbers of a phase count. */
  enum Unit {
    BYTES,
    DOCUMENTS,
    ITEMS
  }

  /**
   * Starts a phase that is the present one until it is closed. {@code total} is 0 when it isn't
   * known.
   */
  Phase start(String name, long total, Unit unit);

  /**
   * Something that people shall know although the operation goes on. A fact, as in a problem's
   * message.
   */
  void warn(String message);

  /** One phase of an operation. */
  interface Phase extends AutoCloseable {
    /** That many more units are done. */
    void advance(long units);

    @Override
    void close();
  }

  /** Tells nobody. */
  static Progress silent() {
    return new SilentProgress();
  }
}

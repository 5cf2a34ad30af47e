package dev.lifeboat.cli.terminal;

/** Whether a person sits at the standard streams, and how wide their window is. */
public interface Terminal {
  /** A standard stream. */
  enum Stream {
    IN(0),
    OUT(1),
    ERR(2);

    private final int descriptor;

    Stream(int descriptor) {
      this.descriptor = descriptor;
    }

    /** The number of its file descriptor. */
    int descriptor() {
      return descriptor;
    }
  }

  /** What is assumed where nobody can say. */
  int DEFAULT_COLUMNS = 80;

  /** Whether that stream is a terminal, not a file or a pipe. */
  boolean attached(Stream stream);

  /** The present width in columns; it changes when the window does. */
  int columns();

  /** The terminal that this process was started from. */
  static Terminal system() {
    return new NativeTerminal();
  }
}

package dev.lifeboat.source;

/** The oplog has lost the entry from which somebody wanted to go on. */
public final class OplogBrokenException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Reason reason;

  public OplogBrokenException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }

  /** What happened to it. */
  public enum Reason {
    /** The oplog is too small: newer entries took its place. */
    ROLLED_OVER("rolled over"),
    /** The server's data were put back to an earlier state, or rolled back. */
    REWOUND("rewound"),
    /** The replica set was initiated anew. */
    ANOTHER_SET("another set");

    private final String word;

    Reason(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }
}

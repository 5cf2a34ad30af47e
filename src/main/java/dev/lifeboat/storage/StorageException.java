package dev.lifeboat.storage;

import org.jspecify.annotations.Nullable;

/** An operation on a storage that failed, and in which of the ways that callers can tell apart. */
public final class StorageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The ways to fail. */
  public enum Kind {
    NOT_FOUND,
    ALREADY_EXISTS,
    ACCESS_DENIED,
    OUT_OF_SPACE,
    /** Anything else: an I/O error, a connection that is gone, a timeout. */
    UNAVAILABLE
  }

  private final Kind kind;

  /**
   * @param message the fact as in {@link dev.lifeboat.problem.Problem}, naming the object or the
   *     folder
   */
  public StorageException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}

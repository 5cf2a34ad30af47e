package dev.lifeboat.storage;

import java.util.List;
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
  private final transient List<String> hints;

  /**
   * @param message the fact as in {@link dev.lifeboat.problem.Problem}, naming the object or the
   *     folder
   */
  public StorageException(Kind kind, String message, @Nullable Throwable cause) {
    this(kind, message, List.of(), cause);
  }

  /**
   * With hints of its own.
   *
   * @param hints what to do about it, where the storage knows better than anybody else
   */
  public StorageException(
      Kind kind, String message, List<String> hints, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.hints = List.copyOf(hints);
  }

  public Kind kind() {
    return kind;
  }

  /** What to do about it; empty if the storage knows nothing special. */
  public List<String> hints() {
    return hints;
  }
}

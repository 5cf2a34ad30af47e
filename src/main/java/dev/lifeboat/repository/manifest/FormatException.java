package dev.lifeboat.repository.manifest;

import org.jspecify.annotations.Nullable;

/** Bytes that aren't what they should be: of another kind, of another version, or damaged. */
public final class FormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why the bytes can't be used. */
  public enum Kind {
    CORRUPT,
    TOO_NEW,
    TOO_OLD
  }

  private final Kind kind;

  FormatException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}

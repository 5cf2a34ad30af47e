package dev.lifeboat.io;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A file or folder that can't be used, and why. The message is a fact for people, as in {@link
 * dev.lifeboat.problem.Problem}: {@code cannot create '/srv/a': no space is left}.
 */
public final class FileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  private FileException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /**
   * Says why an operation failed.
   *
   * @param act what was tried, to follow "cannot", such as {@code read}
   */
  public static FileException cannot(String act, Path file, IOException cause) {
    Reason reason = Reason.of(cause, file);
    return new FileException(
        reason, "cannot " + act + " '" + file + "': " + reason.words(cause), cause);
  }

  public Reason reason() {
    return reason;
  }
}

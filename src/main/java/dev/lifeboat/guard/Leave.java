package dev.lifeboat.guard;

import java.time.Instant;
import java.util.Objects;

/**
 * A time in which volumes may be deleted.
 *
 * @param since when it began
 * @param until when the anchor comes back
 * @param reason why, in the words of who asked for it
 * @param by the account that asked for it
 */
public record Leave(Instant since, Instant until, String reason, String by) {
  public Leave {
    Objects.requireNonNull(since, "since");
    Objects.requireNonNull(until, "until");
    Objects.requireNonNull(by, "by");
    if (reason.isBlank()) {
      throw new IllegalArgumentException("a leave needs a reason");
    }
    if (!until.isAfter(since)) {
      throw new IllegalArgumentException("a leave ends after it began");
    }
  }

  boolean isOver(Instant now) {
    return !now.isBefore(until);
  }
}

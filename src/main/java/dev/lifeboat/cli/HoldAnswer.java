package dev.lifeboat.cli;

import dev.lifeboat.repository.manifest.Hold;
import java.time.Instant;
import java.util.Optional;

/** A hold that was placed. */
record HoldAnswer(Hold hold) implements Answer {
  /** Its field names are a contract. */
  record Document(String backup, String reason, Instant heldAt, Optional<Instant> until) {}

  @Override
  public Object document() {
    return new Document(hold.backup().value(), hold.reason(), hold.at(), hold.until());
  }

  @Override
  public String text(Page page) {
    return "%s Backup %s is held %s%n%s"
        .formatted(
            page.ok(),
            page.ink().bold(hold.backup().value()),
            hold.until()
                .map(end -> "until " + page.moment(end))
                .orElse("until somebody releases it"),
            page.next("lifeboat list"));
  }
}

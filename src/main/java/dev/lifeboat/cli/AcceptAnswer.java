package dev.lifeboat.cli;

import java.util.List;
import java.util.Optional;

/** A backup that was accepted. */
record AcceptAnswer(Accepted accepted) implements Answer {
  /**
   * Its field names are a contract.
   *
   * @param id which backup
   * @param reason why it is as it should be; null if it wasn't suspicious
   * @param anomalies what was out of the ordinary, by kinds
   */
  record Document(String id, Optional<String> reason, List<String> anomalies) {}

  @Override
  public Object document() {
    return new Document(accepted.id(), accepted.reason(), AnomalyWords.of(accepted.judgement()));
  }

  @Override
  public String text(Page page) {
    String backup = page.ok() + " Backup " + page.ink().bold(accepted.id());
    return accepted.reason().isEmpty()
        ? backup + " isn't suspicious: there is nothing to accept\n" + page.next("lifeboat list")
        : backup
            + " is accepted: it counts like any other, and later ones are compared with it\n"
            + page.next("lifeboat status");
  }
}

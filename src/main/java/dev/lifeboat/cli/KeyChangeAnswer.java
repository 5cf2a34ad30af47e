package dev.lifeboat.cli;

import dev.lifeboat.cli.terminal.Facts;
import dev.lifeboat.setup.KeyChange;
import java.util.List;
import java.util.Optional;

/** A recipient that came or went. */
record KeyChangeAnswer(KeyChange change, boolean added) implements Answer {
  /**
   * Its field names are a contract.
   *
   * @param opensHere whether an identity that is known on this host opens the next backup
   * @param olderBackups how many backups stay as they are; null if nobody could look
   */
  record Document(
      Optional<String> added,
      Optional<String> removed,
      List<String> recipients,
      boolean opensHere,
      Optional<Integer> olderBackups) {}

  static KeyChangeAnswer added(KeyChange change) {
    return new KeyChangeAnswer(change, true);
  }

  static KeyChangeAnswer removed(KeyChange change) {
    return new KeyChangeAnswer(change, false);
  }

  @Override
  public Object document() {
    Optional<String> key = Optional.of(change.key());
    return new Document(
        added ? key : Optional.empty(),
        added ? Optional.empty() : key,
        change.recipients(),
        change.opens(),
        change.older());
  }

  @Override
  public String text(Page page) {
    Facts facts = new Facts();
    change.recipients().forEach(key -> facts.add("recipient", key));
    facts.add("next backup", "stores everything again, for these");
    facts.add("older backups", older(change, "who could open them still can"));
    if (!change.opens()) {
      facts.warning("warning", "no identity that is known here opens the next backups");
    }
    return page.ok()
        + (added
            ? " The next backups are for one recipient more\n"
            : " The next backups are for one recipient less\n")
        + facts.print(page.ink())
        + page.next("lifeboat backup");
  }

  static String older(KeyChange change, String then) {
    return change
        .older()
        .map(count -> count == 0 ? "there are none" : count + ", which stay as they are: " + then)
        .orElse("they stay as they are: " + then);
  }
}

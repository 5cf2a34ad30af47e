package dev.lifeboat.cli;

import dev.lifeboat.cli.terminal.Facts;
import dev.lifeboat.setup.KeyRotation;
import java.nio.file.Path;
import java.util.List;

/** A new identity. The recovery kit is not in it: it holds a secret. */
record KeyRotationAnswer(KeyRotation rotation) implements Answer {
  /** Its field names are a contract. */
  record Document(Path identity, String recipient, String replaced, List<String> recipients) {}

  @Override
  public Object document() {
    return new Document(
        rotation.identity(),
        rotation.change().key(),
        rotation.replaced(),
        rotation.change().recipients());
  }

  @Override
  public String text(Page page) {
    Facts facts = new Facts();
    facts.add(
        "identity", rotation.identity() + "\nopens the next backups; keep a copy off this host");
    facts.add("recipient", rotation.change().key() + "\ninstead of " + rotation.replaced());
    facts.add("next backup", "stores everything again, for the new one");
    facts.add(
        "older backups",
        KeyChangeAnswer.older(rotation.change(), "only the old identity opens them, so keep it"));
    return page.ok()
        + " The next backups are for a new identity\n"
        + facts.print(page.ink())
        + page.next("lifeboat backup");
  }
}

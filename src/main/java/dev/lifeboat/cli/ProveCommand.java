package dev.lifeboat.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lifeboat prove}. */
@Command(
    name = "prove",
    description = {
      "Find out what a dump of mongodump is worth, by restoring it.",
      "Needs no set-up: reads the archive or folder, restores it into a throw-away mongod, compares"
          + " what came back byte for byte, and leaves nothing behind. Says what is in it, how old"
          + " it is, and what is damaged or missing, to the byte.",
      "Exits with 7 if anything is."
    },
    footer = {
      "lifeboat prove copilotos_20251009_143022.gz",
      "lifeboat prove dump/ --json | jq .holds",
      "lifeboat prove shop.gz.gpg --passphrase-file passphrase"
    })
final class ProveCommand implements Action {
  @Mixin private DumpOptions dump = new DumpOptions();

  @Override
  public Answer run(Session session) {
    return new ProveAnswer(
        session.services().prove(session.conduct(), dump.choice(session.shell())));
  }
}

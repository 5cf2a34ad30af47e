package dev.lifeboat.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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
  @Parameters(paramLabel = "DUMP", description = "The file of mongodump --archive, or the folder.")
  @SuppressWarnings("NullAway.Init") // picocli sets it before anything can run
  private Path dump;

  @Option(
      names = "--passphrase-file",
      paramLabel = "FILE",
      description =
          "Its first line is the passphrase of a dump that gpg encrypted; else"
              + " LIFEBOAT_PASSPHRASE.")
  private Optional<Path> passphraseFile = Optional.empty();

  @Option(
      names = "--mongod",
      paramLabel = "PATH",
      description = {
        "The mongod to start.",
        "If not said: the one that LIFEBOAT_MONGOD names, else the one on the PATH."
      })
  private Optional<Path> mongod = Optional.empty();

  @Override
  public Answer run(Session session) {
    return new ProveAnswer(
        session
            .services()
            .prove(
                session.conduct(),
                new ProveChoice(dump, passphraseFile, mongod, session.shell().zone())));
  }
}

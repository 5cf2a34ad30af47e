package dev.lifeboat.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lifeboat accept}. */
@Command(
    name = "accept",
    description = {
      "Say that a suspicious backup is as it should be.",
      "'latest' passes over suspicious backups. One that is accepted counts like any other, on"
          + " every host, and later backups are compared with it."
    },
    footer = {
      "lifeboat accept 20261121T091500Z-3f9a2c --reason \"the archive moved to another server\""
    })
final class AcceptCommand implements Action {
  @Parameters(
      paramLabel = "BACKUP",
      description = "An id or its beginning; 'lifeboat list' shows them.")
  private String backup = "";

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description = "Why; 'show' shows it, and it is readable without a key.")
  private String reason = "";

  @Override
  public Answer run(Session session) {
    return new AcceptAnswer(session.services().accept(session.conduct(), backup, reason));
  }
}

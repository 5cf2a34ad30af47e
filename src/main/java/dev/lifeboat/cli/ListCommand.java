package dev.lifeboat.cli;

import picocli.CommandLine.Command;

/** {@code lifeboat list}. */
@Command(
    name = "list",
    description = "List the backups, the oldest first.",
    footer = {"lifeboat list", "lifeboat list --json | jq -r '.backups[].id'"})
final class ListCommand implements Action {
  @Override
  public Answer run(Session session) {
    return new ListAnswer(session.services().list(session.conduct()));
  }
}

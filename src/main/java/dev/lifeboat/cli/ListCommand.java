package dev.lifeboat.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lifeboat list}. */
@Command(
    name = "list",
    description = "List the backups, the oldest first.",
    footer = {
      "lifeboat list",
      "lifeboat list --json | jq -r '.backups[].id'",
      "lifeboat list --repository /mnt/backups --identity shop.key"
    })
final class ListCommand implements Action {
  @Mixin private RepositoryOptions repository = new RepositoryOptions();

  @Override
  public Answer run(Session session) {
    Conduct conduct = session.conduct().at(repository.alone());
    return new ListAnswer(session.services().list(conduct));
  }
}

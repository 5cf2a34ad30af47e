package dev.lifeboat.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code lifeboat release}. */
@Command(
    name = "release",
    description = {
      "End the holds of a backup.",
      "It isn't removed by that; the next 'prune' does if no rule keeps it."
    },
    footer = {"lifeboat release 20261122T080000Z-3f9a2c"})
final class ReleaseCommand implements Action {
  @Parameters(paramLabel = "BACKUP", description = "An id or its beginning, or latest.")
  private String backup = "";

  @Override
  public Answer run(Session session) {
    return new ReleaseAnswer(session.services().release(session.conduct(), backup));
  }
}

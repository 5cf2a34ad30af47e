package dev.lifeboat.cli;

import picocli.CommandLine.Command;

/** {@code lifeboat status}. */
@Command(
    name = "status",
    description = "Say what could be restored now, how long that takes, and what would be lost.",
    footer = {"lifeboat status", "lifeboat"})
final class StatusCommand implements Action {
  @Override
  public Answer run(Session session) {
    return new StatusAnswer(session.services().status(session.conduct()));
  }
}

package dev.lifeboat.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lifeboat status}. */
@Command(
    name = "status",
    description = "Say what could be restored now, how long that takes, and what would be lost.",
    footer = {"lifeboat status", "lifeboat status --exit-code >/dev/null || page-somebody"})
final class StatusCommand implements Action {
  @Option(
      names = "--exit-code",
      description =
          "For scripts: exit with 5 if there is no backup that can be restored, with 7 if anything"
              + " is wrong with one, else with 0.")
  private boolean exitCode;

  @Override
  public Answer run(Session session) {
    return new StatusAnswer(session.services().status(session.conduct()), exitCode);
  }
}

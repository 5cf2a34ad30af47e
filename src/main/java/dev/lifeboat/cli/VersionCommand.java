package dev.lifeboat.cli;

import picocli.CommandLine.Command;

/** {@code lifeboat version}. */
@Command(name = "version", description = "Print the version.")
final class VersionCommand implements Action {
  @Override
  public Answer run(Session session) {
    return new VersionAnswer(session.services().version());
  }
}

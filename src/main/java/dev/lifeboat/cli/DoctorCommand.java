package dev.lifeboat.cli;

import picocli.CommandLine.Command;

/** {@code lifeboat doctor}. */
@Command(
    name = "doctor",
    description = {
      "Look at everything that backups and restores depend on; changes nothing.",
      "Every line is good, a warning or a failure, with the command that mends it. Exits with 0 if"
          + " nothing failed, else with the code of the first failure."
    },
    footer = {"lifeboat doctor", "lifeboat doctor --json"})
final class DoctorCommand implements Action {
  @Override
  public Answer run(Session session) {
    return new DoctorAnswer(session.services().doctor(session.conduct()));
  }
}

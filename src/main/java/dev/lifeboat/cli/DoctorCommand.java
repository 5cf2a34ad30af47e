package dev.lifeboat.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lifeboat doctor}. */
@Command(
    name = "doctor",
    description = {
      "Look at everything that backups and restores depend on; changes nothing.",
      "Every line is good, a warning or a failure, with the command that mends it. Exits with 0 if"
          + " nothing failed, else with the code of the first failure."
    },
    footer = {"lifeboat doctor", "lifeboat doctor --json", "lifeboat doctor --crontab"})
final class DoctorCommand implements Action {
  @Option(
      names = "--crontab",
      paramLabel = "FILE",
      arity = "0..1",
      fallbackValue = "",
      description =
          "Look at a crontab instead, and name what is wrong with it; without FILE at yours,"
              + " /etc/crontab and those in /etc/cron.d that can be read.")
  private Optional<String> crontab = Optional.empty();

  @Override
  public Answer run(Session session) {
    if (crontab.isPresent()) {
      Optional<Path> file = crontab.filter(name -> !name.isEmpty()).map(Path::of);
      return new DoctorAnswer(session.services().crontabs().examine(session.conduct(), file));
    }
    return new DoctorAnswer(session.services().doctor(session.conduct()));
  }
}

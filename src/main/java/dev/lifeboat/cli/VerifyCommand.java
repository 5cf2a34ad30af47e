package dev.lifeboat.cli;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.verify.Level;
import dev.lifeboat.verify.VerifyReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lifeboat verify}. */
@Command(
    name = "verify",
    description = {
      "Verify backups; changes nothing in the stack.",
      "Exits with 7 if something is wrong, and names every backup that is affected."
    },
    footer = {
      "lifeboat verify",
      "lifeboat verify all --level content",
      "lifeboat verify --level restore",
      "lifeboat verify latest --max-age 7h"
    })
final class VerifyCommand implements Action {
  enum Depth {
    STORED(Level.STORED),
    CONTENT(Level.CONTENT),
    RESTORE(Level.RESTORE);

    private final Level level;

    Depth(Level level) {
      this.level = level;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters(
      paramLabel = "BACKUP",
      arity = "0..1",
      description = "An id or its beginning, latest, or all; latest if not said.")
  private String backup = "latest";

  @Option(
      names = "--level",
      paramLabel = "LEVEL",
      description = {
        "How deep: ${COMPLETION-CANDIDATES}; stored if not said.",
        "stored reads every stored byte and needs no key; content also decrypts and decodes it, and"
            + " recomputes every fingerprint; restore also restores it into a throw-away mongod, and"
            + " reads it back from there."
      })
  private Depth level = Depth.STORED;

  @Option(
      names = "--mongod",
      paramLabel = "PATH",
      description = {
        "The mongod to start for --level restore.",
        "If not said: the one that LIFEBOAT_MONGOD names, else the one on the PATH."
      })
  private Optional<Path> mongod = Optional.empty();

  @Option(
      names = "--max-age",
      paramLabel = "SPAN",
      description = "Exit with 9 if the newest backup is older than this, such as 7h.")
  private Optional<Duration> maxAge = Optional.empty();

  @Override
  public Answer run(Session session) {
    VerifyReport report =
        session
            .services()
            .verify(session.conduct(), new VerifyChoice(backup, level.level, maxAge, mongod));
    if (report.backups().isEmpty() && report.holds()) {
      throw Problem.of(
              Code.BACKUP_NOT_FOUND, "there is no backup to verify", "make one: lifeboat backup")
          .exception();
    }
    return new VerifyAnswer(report);
  }
}

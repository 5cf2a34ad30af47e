package dev.lifeboat.cli;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.units.ByteSize;
import dev.lifeboat.verify.Level;
import dev.lifeboat.verify.Portion;
import dev.lifeboat.verify.VerifyReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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
      "lifeboat verify latest --max-age 7h",
      "lifeboat verify all --sample 5%% --rate 50MB"
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
            + " recomputes every fingerprint; restore also restores it into a throw-away mongod,"
            + " and reads it back from there."
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

  @Mixin private RepositoryOptions repository = new RepositoryOptions();

  @Option(
      names = "--sample",
      paramLabel = "PERCENT",
      description = {
        "Read this share of the stored bytes only, such as 5%%.",
        "What was read longest ago on this host comes first, so that 20 such runs read everything."
      })
  private Optional<String> sample = Optional.empty();

  @Option(
      names = "--subset",
      paramLabel = "N/M",
      description = "Read one of M parts only, such as 3/7: the same objects each time.")
  private Optional<String> subset = Optional.empty();

  @Option(
      names = "--rate",
      paramLabel = "SIZE",
      description = "Read so many stored bytes a second at most, such as 50MB.")
  private Optional<ByteSize> rate = Optional.empty();

  @SuppressWarnings("NullAway.Init") // picocli sets it before anything can run
  @Spec
  private CommandSpec spec;

  private Portion portion() {
    if (sample.isEmpty() && subset.isEmpty()) {
      return Portion.ALL;
    }
    if (sample.isPresent() && subset.isPresent()) {
      throw misuse("'--sample' and '--subset' exclude each other");
    }
    if (level != Depth.STORED) {
      throw misuse("'--sample' and '--subset' go with '--level stored'");
    }
    return sample.map(this::sample).orElseGet(() -> subset(subset.orElseThrow()));
  }

  private Portion sample(String text) {
    try {
      return new Portion.Sample(Double.parseDouble(text.replaceFirst("\\s*%$", "")) / 100);
    } catch (IllegalArgumentException e) {
      throw misuse("'--sample' takes a share above 0 and at most 100 %, such as 5%");
    }
  }

  private Portion subset(String text) {
    try {
      String[] parts = text.split("/", 2);
      return new Portion.Subset(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      throw misuse("'--subset' takes one part of several, such as 3/7");
    }
  }

  private OptionalLong bytesPerSecond() {
    if (rate.filter(size -> size.bytes() == 0).isPresent()) {
      throw misuse("'--rate' takes bytes a second, such as 50MB");
    }
    return rate.map(size -> OptionalLong.of(size.bytes())).orElse(OptionalLong.empty());
  }

  private ParameterException misuse(String fact) {
    return new ParameterException(spec.commandLine(), fact);
  }

  @Override
  public Answer run(Session session) {
    Conduct conduct = session.conduct().at(repository.alone());
    VerifyReport report =
        session
            .services()
            .verify(
                conduct,
                new VerifyChoice(backup, level.level, maxAge, mongod, portion(), bytesPerSecond()));
    if (report.backups().isEmpty() && report.holds()) {
      throw Problem.of(
              Code.BACKUP_NOT_FOUND, "there is no backup to verify", "make one: lifeboat backup")
          .exception();
    }
    return new VerifyAnswer(report);
  }
}

package dev.lifeboat;

import dev.lifeboat.cli.DumpChoice;
import dev.lifeboat.config.Passphrase;
import dev.lifeboat.config.Secret;
import dev.lifeboat.io.DurableFiles;
import dev.lifeboat.io.FileMode;
import dev.lifeboat.io.TempFolder;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.source.mongo.dump.DumpSource;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A dump that a person gave. What comes by standard input is kept in a temporary file meanwhile,
 * since a dump is read several times.
 *
 * @param name what it is called, for people
 */
record GivenDump(DumpSource source, String name, Optional<TempFolder> folder)
    implements AutoCloseable {
  private static final String STANDARD_INPUT = "standard-input";

  /**
   * Opens it.
   *
   * @throws dev.lifeboat.problem.ProblemException as {@link DumpSource#open}, and OUTPUT_FAILED if
   *     standard input can't be kept
   */
  static GivenDump open(DumpChoice choice, Map<String, String> environment, InstantSource clock) {
    if (choice.input().isEmpty()) {
      String name = String.valueOf(choice.path().toAbsolutePath().normalize().getFileName());
      return new GivenDump(
          source(choice, choice.path(), environment, clock), name, Optional.empty());
    }
    TempFolder folder = TempFolder.createInPlaceOfDead("lifeboat-dump-");
    try {
      Path file = folder.path().resolve(STANDARD_INPUT);
      keep(choice.input().get(), file);
      return new GivenDump(
          DumpSource.standardInput(file, passphrase(choice, environment), clock),
          STANDARD_INPUT,
          Optional.of(folder));
    } catch (ProblemException e) {
      folder.close();
      throw named(e, folder.path());
    } catch (RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  /**
   * Does something with it. What goes wrong is said of standard input, if that is what it came by,
   * and not of a file that nobody knows.
   */
  <T> T using(Supplier<T> act) {
    try {
      return act.get();
    } catch (ProblemException e) {
      throw folder.map(kept -> named(e, kept.path())).orElse(e);
    }
  }

  private static ProblemException named(ProblemException e, Path folder) {
    ProblemException renamed =
        new ProblemException(
            e.problems().stream()
                .map(
                    problem ->
                        Problem.of(
                            problem.code(),
                            said(problem.message(), folder),
                            problem.hints().stream()
                                .map(hint -> said(hint, folder))
                                .toArray(String[]::new)))
                .toList());
    var _ = renamed.initCause(e);
    return renamed;
  }

  static String said(String text, Path folder) {
    return text.replace("'" + folder.resolve(STANDARD_INPUT) + "'", "standard input")
        .replace(folder.resolve(STANDARD_INPUT).toString(), "standard input");
  }

  private static void keep(InputStream in, Path file) {
    try {
      DurableFiles.create(
          file,
          FileMode.PRIVATE,
          out -> {
            var _ = in.transferTo(out);
          });
    } catch (UncheckedIOException e) {
      throw Problem.of(
              Code.DUMP_DAMAGED,
              "standard input can't be read to its end: "
                  + Objects.requireNonNull(e.getCause()).getMessage(),
              "write it into a file, and name that")
          .causedBy(e);
    }
  }

  private static DumpSource source(
      DumpChoice choice, Path path, Map<String, String> environment, InstantSource clock) {
    return DumpSource.open(path, passphrase(choice, environment), choice.zone(), clock);
  }

  private static Optional<Secret> passphrase(DumpChoice choice, Map<String, String> environment) {
    return Passphrase.of(choice.passphraseFile(), environment);
  }

  @Override
  public void close() {
    source.close();
    folder.ifPresent(TempFolder::close);
  }
}

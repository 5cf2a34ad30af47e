package dev.lifeboat.cli;

import dev.lifeboat.cli.terminal.Terminal;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which dump of mongodump a command takes, and what it needs to read it. */
final class DumpOptions {
  private static final String STANDARD_INPUT = "-";

  @Parameters(
      paramLabel = "DUMP",
      description = "The file of mongodump --archive, or the folder. - is standard input.")
  @SuppressWarnings("NullAway.Init") // picocli sets it before anything can run
  private Path dump;

  @Option(
      names = "--passphrase-file",
      paramLabel = "FILE",
      description =
          "Its first line is the passphrase of a dump that gpg encrypted; else"
              + " LIFEBOAT_PASSPHRASE.")
  private Optional<Path> passphraseFile = Optional.empty();

  @Option(
      names = "--mongod",
      paramLabel = "PATH",
      description = {
        "The mongod to start, to restore into or to apply the dump's oplog in.",
        "If not said: the one that LIFEBOAT_MONGOD names, else the one on the PATH."
      })
  private Optional<Path> mongod = Optional.empty();

  @SuppressWarnings("NullAway.Init") // picocli sets it before anything can run
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  DumpChoice choice(Shell shell) {
    return new DumpChoice(dump, input(shell), passphraseFile, mongod, shell.zone());
  }

  private Optional<InputStream> input(Shell shell) {
    if (!dump.toString().equals(STANDARD_INPUT)) {
      return Optional.empty();
    }
    if (shell.terminal().attached(Terminal.Stream.IN)) {
      throw new ParameterException(
          spec.commandLine(), "'-' is standard input, and nobody types an archive: pipe it in");
    }
    return Optional.of(shell.in());
  }
}

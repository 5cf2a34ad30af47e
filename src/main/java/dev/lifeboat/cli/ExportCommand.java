package dev.lifeboat.cli;

import dev.lifeboat.cli.terminal.Terminal;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lifeboat export}. */
@Command(
    name = "export",
    description = {
      "Write a backup as mongodump would have, for mongorestore.",
      "The backup is verified first, and what is written is compared with it. What is there already"
          + " is never overwritten."
    },
    footer = {
      "lifeboat export latest --archive shop.gz",
      "lifeboat export latest --archive shop.gz.gpg --passphrase-file passphrase",
      "lifeboat export latest --dir dump",
      "lifeboat export latest --archive - | ssh other mongorestore --archive"
    })
final class ExportCommand implements Action {
  private static final String STANDARD_OUTPUT = "-";

  @Parameters(
      paramLabel = "BACKUP",
      arity = "0..1",
      description = "An id or its beginning, or latest; latest if not said.")
  private String backup = "latest";

  @Option(
      names = "--archive",
      paramLabel = "FILE",
      description =
          "One file; a name that ends with .gz is compressed, with .gpg encrypted, with .gz.gpg"
              + " both. - is standard output.")
  private Optional<Path> archive = Optional.empty();

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "A folder, with a file for each collection.")
  private Optional<Path> dir = Optional.empty();

  @Option(
      names = "--passphrase-file",
      paramLabel = "FILE",
      description =
          "Its first line is the passphrase for a name that ends with .gpg; else"
              + " LIFEBOAT_PASSPHRASE.")
  private Optional<Path> passphraseFile = Optional.empty();

  @SuppressWarnings("NullAway.Init") // picocli sets it before anything can run
  @Spec
  private CommandSpec spec;

  @Override
  public Answer run(Session session) {
    if (archive.isPresent() == dir.isPresent()) {
      throw misuse("say where to: '--archive FILE' or '--dir DIR'");
    }
    boolean piped = archive.isPresent() && archive.get().toString().equals(STANDARD_OUTPUT);
    if (piped && session.options().json()) {
      throw misuse("standard output can't hold both the archive and '--json'");
    }
    if (piped && session.shell().terminal().attached(Terminal.Stream.OUT)) {
      throw misuse("an archive on a terminal is of no use: send it into a file or a program");
    }
    ExportChoice.Target target =
        piped
            ? new ExportChoice.Target.Stream(session.shell().out())
            : archive
                .<ExportChoice.Target>map(ExportChoice.Target.Archive::new)
                .orElseGet(() -> new ExportChoice.Target.Folder(dir.orElseThrow()));
    Exported exported =
        session
            .services()
            .export(
                session.conduct(),
                new ExportChoice(backup, Optional.empty(), target, passphraseFile));
    var answer = new ExportAnswer(exported);
    return piped ? new Silent(answer, session) : answer;
  }

  /** Standard output has the archive; what there is to say goes beside it. */
  private record Silent(ExportAnswer answer, Session session) implements Answer {
    @Override
    public Object document() {
      return answer.document();
    }

    @Override
    public String text(Page page) {
      session.notice(answer.facts(session.errPage()));
      return "";
    }
  }

  private ParameterException misuse(String fact) {
    return new ParameterException(spec.commandLine(), fact);
  }
}

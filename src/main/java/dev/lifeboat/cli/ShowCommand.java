package dev.lifeboat.cli;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.repository.manifest.Manifest;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lifeboat show}. */
@Command(
    name = "show",
    description = "Show what is in a backup, or how it differs from another or from the database.",
    footer = {
      "lifeboat show",
      "lifeboat show latest --diff live",
      "lifeboat show 20261121T0915 --diff latest"
    })
final class ShowCommand implements Action {
  private static final String LIVE = "live";

  @Parameters(
      paramLabel = "BACKUP",
      arity = "0..1",
      description =
          "An id or its beginning, or latest; latest if not said. latest is of the database,"
              + " latest:volumes of volumes.")
  private String backup = "latest";

  @Option(
      names = "--diff",
      paramLabel = "OTHER",
      description = "Show what changed from BACKUP to OTHER: another backup, or live.")
  private Optional<String> other = Optional.empty();

  @Mixin private RepositoryOptions repository = new RepositoryOptions();

  @SuppressWarnings("NullAway.Init") // picocli sets it before anything can run
  @Spec
  private CommandSpec spec;

  @Override
  public Answer run(Session session) {
    if (repository.isGiven() && other.filter(LIVE::equals).isPresent()) {
      throw new ParameterException(
          spec.commandLine(),
          "'--diff live' needs the configuration, and '--repository' is instead");
    }
    Conduct conduct = session.conduct().at(repository.alone());
    ShownBackup shown = session.services().show(conduct, backup);
    if (other.isEmpty()) {
      // Without a manifest there is nothing to show but why.
      Manifest manifest = shown.entry().manifest().orElseGet(() -> shown.entry().trusted());
      return new ShowAnswer(shown, BackupDocument.of(shown, manifest));
    }
    List<Counted> from = counted(shown);
    String name = other.get();
    if (name.equals(LIVE)) {
      List<Counted> to = session.services().live(conduct).stream().map(Counted::of).toList();
      return DiffAnswer.of(shown.entry().id().value(), name, from, to);
    }
    ShownBackup second = session.services().show(conduct, name);
    return DiffAnswer.of(
        shown.entry().id().value(), second.entry().id().value(), from, counted(second));
  }

  private static List<Counted> counted(ShownBackup shown) {
    Manifest manifest = shown.entry().trusted();
    if (shown.contents().isEmpty()) {
      throw Problem.of(
              Code.KEY_MISSING,
              "what is in backup '"
                  + manifest.backup()
                  + "' is encrypted, and there is no key here",
              "name the key file as 'identity' in lifeboat.yaml, or run this where it is")
          .exception();
    }
    return BackupDocument.of(shown, manifest).collections().stream().map(Counted::of).toList();
  }
}

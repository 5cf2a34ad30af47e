package dev.lifeboat.cli;

import dev.lifeboat.units.ByteSize;
import dev.lifeboat.units.Moments;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code lifeboat import}. */
@Command(
    name = "import",
    description = {
      "Make a backup of what mongodump wrote, or of a tar archive of a volume.",
      "Takes an archive or a folder, also compressed by gzip and encrypted by gpg. What is"
          + " damaged anywhere is refused. 'latest' never means an imported backup while there is"
          + " another: name it by its id."
    },
    footer = {
      "lifeboat import copilotos_20251009_143022.gz",
      "lifeboat import dump/ --reason \"the last one of the old script\"",
      "lifeboat import shop.gz.gpg --passphrase-file passphrase",
      "lifeboat import shop_data_20251009_143022.tar.gz",
      "lifeboat import data.tar --volume data",
      "ssh other mongodump --archive --gzip | lifeboat import - --moment \"$(date -u +%FT%TZ)\""
    })
final class ImportCommand implements Action {
  @Mixin private DumpOptions dump = new DumpOptions();

  @Option(
      names = "--moment",
      paramLabel = "TIME",
      description =
          "Which moment it is of, if its name doesn't say, such as '2026-11-22 10:15'; standard"
              + " input never says.")
  private Optional<String> moment = Optional.empty();

  @Option(
      names = "--volume",
      paramLabel = "NAME",
      description =
          "Which volume a tar archive is of, if its name isn't that of the volume and a time.")
  private Optional<String> volume = Optional.empty();

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why; 'list' shows it. Where it is from, if not said.")
  private Optional<String> reason = Optional.empty();

  @Option(names = "--tag", paramLabel = "TAG", description = "A label; again for more.")
  private List<String> tags = List.of();

  @Option(
      names = "--min-free",
      paramLabel = "SIZE",
      description = "Refuse before the disk has less room than this, such as 10GB.")
  private Optional<ByteSize> minFree = Optional.empty();

  @SuppressWarnings("NullAway.Init") // picocli sets it before anything can run
  @Spec
  private CommandSpec spec;

  @Override
  public Answer run(Session session) {
    ZoneId zone = session.shell().zone();
    return new ImportAnswer(
        session
            .services()
            .importDump(
                session.conduct(),
                new ImportChoice(
                    dump.choice(session.shell()),
                    moment.map(text -> parsed(text, zone)),
                    volume,
                    reason,
                    tags,
                    minFree)));
  }

  private Instant parsed(String text, ZoneId zone) {
    try {
      return Moments.parse(text, zone);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), "invalid value for option '--moment': " + e.getMessage());
    }
  }
}

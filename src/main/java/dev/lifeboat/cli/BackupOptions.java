package dev.lifeboat.cli;

import dev.lifeboat.units.ByteSize;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What every backup takes, whatever it is of. */
final class BackupOptions {
  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; 'list' shows it.")
  private Optional<String> reason = Optional.empty();

  @Option(names = "--tag", paramLabel = "TAG", description = "A label; again for more.")
  private List<String> tags = List.of();

  @Option(
      names = "--min-free",
      paramLabel = "SIZE",
      description = "Refuse before the disk has less room than this, such as 10GB.")
  private Optional<ByteSize> minFree = Optional.empty();

  BackupChoice choice(boolean fsyncLock) {
    return new BackupChoice(reason, tags, fsyncLock, minFree);
  }
}

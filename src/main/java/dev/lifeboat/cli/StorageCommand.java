package dev.lifeboat.cli;

import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lifeboat storage} and what belongs to it. Without a further word it tests. */
@Command(
    name = "storage",
    description = "See what the place can do where the backups live.",
    footer = "lifeboat storage test")
final class StorageCommand implements Action {
  /** With everything below it. */
  static CommandLine build() {
    CommandLine storage = new CommandLine(new StorageCommand());
    storage.addSubcommand(new Test());
    return storage;
  }

  @Override
  public Answer run(Session session) {
    return new Test().run(session);
  }

  /** {@code lifeboat storage test}. */
  @Command(
      name = "test",
      description = {
        "Try out a folder or a bucket, with objects of its own that are removed again.",
        "Says what it can do: atomic creation, checksums, order, locks, clock, speed. Exits with 0"
            + " if it can hold a repository."
      },
      footer = {
        "lifeboat storage test",
        "lifeboat storage test --repository \"s3://shop-backups?endpoint=https://minio:9000\""
      })
  static final class Test implements Action {
    @Option(
        names = "--repository",
        paramLabel = "PLACE",
        description = "A folder or an s3 address; 'repository' in lifeboat.yaml if not said.")
    private Optional<String> place = Optional.empty();

    @Override
    public Answer run(Session session) {
      return new DoctorAnswer(session.services().storage().tryOut(session.conduct(), place));
    }
  }
}

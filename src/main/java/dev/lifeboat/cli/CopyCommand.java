package dev.lifeboat.cli;

import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lifeboat copy}. */
@Command(
    name = "copy",
    description = {
      "Copy the backups to a second place; needs no key.",
      "What is there already isn't copied again and never overwritten; a copy that was cut off goes"
          + " on where it stopped. The copy is a repository like the first.",
      "Exits with 3 if a backup could not be copied."
    },
    footer = {
      "lifeboat copy --to /mnt/second/shop",
      "lifeboat copy --to \"s3://shop-copy?endpoint=https://minio:9000\""
    })
final class CopyCommand implements Action {
  @Option(
      names = "--to",
      paramLabel = "PLACE",
      description = "A folder or an s3 address; 'copy' in lifeboat.yaml if not said.")
  private Optional<String> to = Optional.empty();

  @Override
  public Answer run(Session session) {
    return new CopyAnswer(session.services().storage().copy(session.conduct(), to));
  }
}

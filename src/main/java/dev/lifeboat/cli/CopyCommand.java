package dev.lifeboat.cli;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code lifeboat copy}. */
@Command(
    name = "copy",
    description = {
      "Copy the backups to a second place; needs no key.",
      "What is there already isn't copied again and never overwritten; a copy that was cut off goes"
          + " on where it stopped. The copy is a repository like the first.",
      "With --re-encrypt the copy is a repository of its own, for other keys: each backup is opened"
          + " with this host's key, compared, encrypted anew, and signed by this host.",
      "Exits with 3 if a backup could not be copied."
    },
    footer = {
      "lifeboat copy --to /mnt/second/shop",
      "lifeboat copy --to \"s3://shop-copy?endpoint=https://minio:9000\"",
      "lifeboat copy --to /mnt/auditor --re-encrypt --recipient \"$(age-keygen -y auditor.key)\""
    })
final class CopyCommand implements Action {
  @Option(
      names = "--to",
      paramLabel = "PLACE",
      description = "A folder or an s3 address; 'copy' in lifeboat.yaml if not said.")
  private Optional<String> to = Optional.empty();

  @Option(
      names = "--re-encrypt",
      description = "Encrypt the copy anew, for today's recipients of lifeboat.yaml.")
  private boolean reEncrypt;

  @Option(
      names = "--recipient",
      paramLabel = "KEY",
      description = "With --re-encrypt: for this public key instead, age1…; may be repeated.")
  private List<String> recipients = List.of();

  @SuppressWarnings("NullAway.Init") // picocli sets it before anything can run
  @Spec
  private CommandSpec spec;

  @Override
  public Answer run(Session session) {
    if (!recipients.isEmpty() && !reEncrypt) {
      throw new ParameterException(spec.commandLine(), "'--recipient' goes with '--re-encrypt'");
    }
    if (reEncrypt && to.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "'--re-encrypt' needs '--to': it makes a repository of its own");
    }
    return new CopyAnswer(
        session
            .services()
            .storage()
            .copy(session.conduct(), new CopyChoice(to, reEncrypt, recipients)));
  }
}

package dev.lifeboat.cli;

import dev.lifeboat.setup.ConnectRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lifeboat connect}. */
@Command(
    name = "connect",
    description = {
      "On a new host: write lifeboat.yaml again, from the configuration that each backup holds.",
      "All it takes is the recovery kit. It overwrites nothing, and says what else is needed."
    },
    footer = {
      "lifeboat connect --repository /mnt/backups/shop --identity key --signer SHA256:…",
      "pass show lifeboat | lifeboat connect --repository /mnt/backups/shop --identity - --signer"
          + " SHA256:…"
    })
final class ConnectCommand implements Action {
  @SuppressWarnings("NullAway.Init") // picocli sets it before anything can run
  @Option(
      names = "--repository",
      paramLabel = "PLACE",
      required = true,
      description = "Where the backups are.")
  private String repository;

  @Option(
      names = "--identity",
      paramLabel = "FILE",
      description = "The key that opens them, or - for standard input.")
  private Optional<Path> identity = Optional.empty();

  @Option(
      names = "--signer",
      paramLabel = "FINGERPRINT",
      description = "A key whose signature counts, as the recovery kit has it; again for more.")
  private List<String> signers = List.of();

  @Parameters(
      paramLabel = "BACKUP",
      arity = "0..1",
      description = "Whose configuration: an id or its beginning, or latest; latest if not said.")
  private String backup = "latest";

  @Override
  public Answer run(Session session) {
    return new ConnectAnswer(
        session
            .services()
            .keys()
            .connect(session.conduct(), new ConnectRequest(repository, identity, signers, backup)));
  }
}

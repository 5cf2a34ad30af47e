package dev.lifeboat.setup;

import dev.lifeboat.problem.Problem;
import java.nio.file.Path;
import java.util.List;

/**
 * A configuration that came back from a backup.
 *
 * @param stack the stack's name
 * @param config the file that was written
 * @param repository where the repository is
 * @param backup the backup that it is from
 * @param signer the fingerprint of the key that signed that backup
 * @param alsoTrusted keys that the configuration trusts and nobody named now
 * @param variables the env files that came back with it
 * @param missing what else the host needs
 */
public record ConnectReport(
    String stack,
    Path config,
    String repository,
    String backup,
    String signer,
    List<String> alsoTrusted,
    List<Path> variables,
    List<Problem> missing) {
  public ConnectReport {
    alsoTrusted = List.copyOf(alsoTrusted);
    variables = List.copyOf(variables);
    missing = List.copyOf(missing);
  }
}

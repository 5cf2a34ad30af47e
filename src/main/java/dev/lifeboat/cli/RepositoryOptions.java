package dev.lifeboat.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that take the place of a configuration. */
final class RepositoryOptions {
  @Option(
      names = "--repository",
      paramLabel = "PLACE",
      description = "Without a configuration: where the backups are.")
  private Optional<String> repository = Optional.empty();

  @Option(
      names = "--identity",
      paramLabel = "FILE",
      description = "With --repository: the key that opens the backups, if they are encrypted.")
  private Optional<Path> identity = Optional.empty();

  @Option(
      names = "--signers",
      paramLabel = "FILE",
      description = "With --repository: the public keys whose signatures count, one a line.")
  private Optional<Path> signers = Optional.empty();

  @Option(
      names = "--trust-signer",
      paramLabel = "FINGERPRINT",
      description = "With --repository: the one key whose signature counts, such as SHA256:….")
  private Optional<String> trustSigner = Optional.empty();

  @SuppressWarnings("NullAway.Init") // picocli sets it before anything can run
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  boolean isGiven() {
    return repository.isPresent();
  }

  /** Where backups are, for who only looks at them. */
  Elsewhere alone() {
    return with(Optional.empty(), Optional.empty(), true);
  }

  /** Where backups are, and which server they go to. */
  Elsewhere with(ServerOptions server, boolean attended) {
    if (repository.isPresent() && !server.isGiven()) {
      throw misuse("'--repository' needs '--mongo-uri' or '--mongo-uri-file'");
    }
    return with(server.uri(), server.file(), attended);
  }

  private Elsewhere with(Optional<String> uri, Optional<Path> uriFile, boolean attended) {
    boolean others = identity.isPresent() || signers.isPresent() || trustSigner.isPresent();
    if (repository.isEmpty() && others) {
      throw misuse("'--identity', '--signers' and '--trust-signer' go with '--repository'");
    }
    if (signers.isPresent() && trustSigner.isPresent()) {
      throw misuse("'--signers' and '--trust-signer' exclude each other");
    }
    return new Elsewhere(
        uri, uriFile, repository, identity, signers, trustSigner, Optional.empty(), attended);
  }

  private ParameterException misuse(String fact) {
    return new ParameterException(spec.commandLine(), fact);
  }
}

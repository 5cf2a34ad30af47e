package dev.lifeboat.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that name another server than the configuration's. */
final class ServerOptions {
  @Option(
      names = "--mongo-uri",
      paramLabel = "URI",
      description =
          "Another server. A password stands in a variable, in single quotes:"
              + " 'mongodb://USER:$${RESTORE_PASSWORD}@HOST/'.")
  private Optional<String> uri = Optional.empty();

  @Option(
      names = "--mongo-uri-file",
      paramLabel = "FILE",
      description = "Another server: a file with mode 0600 that holds its connection string.")
  private Optional<Path> file = Optional.empty();

  @SuppressWarnings("NullAway.Init") // picocli sets it before anything can run
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  Optional<String> uri() {
    if (uri.isPresent() && file.isPresent()) {
      throw new ParameterException(
          spec.commandLine(), "'--mongo-uri' and '--mongo-uri-file' exclude each other");
    }
    return uri;
  }

  Optional<Path> file() {
    return file;
  }

  boolean isGiven() {
    return uri.isPresent() || file.isPresent();
  }
}

package dev.lifeboat;

import dev.lifeboat.cli.Conduct;
import dev.lifeboat.cli.ServiceServices;
import dev.lifeboat.config.Config;
import dev.lifeboat.config.RepositoryLocation;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.service.Host;
import dev.lifeboat.service.Installation;
import dev.lifeboat.service.ServicePlan;
import dev.lifeboat.service.ServiceRequest;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes the daemon of a configuration a service of this host. */
record Servicing(Function<Conduct, Wiring> wirings, Host host) implements ServiceServices {
  private static final Path SOCKET = Path.of("/var/run/docker.sock");
  private static final String LOCAL = "unix://";

  @Override
  public OpenService install(Conduct conduct, String account, List<String> members) {
    Config config = wirings.apply(conduct).config();
    Installation installation = new Installation(host);
    ServicePlan plan = installation.plan(request(config, account, members));
    return new OpenService() {
      @Override
      public ServicePlan plan() {
        return plan;
      }

      @Override
      public ServicePlan execute() {
        installation.execute(plan);
        return plan;
      }
    };
  }

  @Override
  public Path uninstall(Conduct conduct) {
    return new Installation(host).uninstall(wirings.apply(conduct).config().stack().value());
  }

  private static ServiceRequest request(Config config, String account, List<String> members) {
    try {
      return new ServiceRequest(
          config.stack().value(),
          account,
          members,
          command(config.file()),
          Path.of("/var/lib/lifeboat").resolve(config.stack().value()),
          Stream.of(
                  Stream.of(config.file()),
                  config.signingKey().stream(),
                  config.identities().files().stream().filter(Path::isAbsolute))
              .flatMap(files -> files)
              .filter(Files::exists)
              .toList(),
          Stream.concat(config.envFiles().stream(), config.along().composeFiles().stream())
              .toList(),
          Stream.concat(Stream.of(config.repository()), config.copy().stream())
              .filter(RepositoryLocation.Folder.class::isInstance)
              .map(place -> ((RepositoryLocation.Folder) place).path())
              .toList(),
          socket(config));
    } catch (IllegalArgumentException e) {
      throw Problem.of(Code.USAGE, String.valueOf(e.getMessage())).causedBy(e);
    }
  }

  /** An engine elsewhere has no socket here. */
  private static Optional<Path> socket(Config config) {
    return config
        .docker()
        .host()
        .map(
            host ->
                host.startsWith(LOCAL)
                    ? Optional.of(Path.of(host.substring(LOCAL.length())))
                    : Optional.<Path>empty())
        .orElseGet(() -> Optional.of(SOCKET).filter(Files::exists));
  }

  /** This program, as it runs now: the same Java, the same libraries. */
  private static List<String> command(Path config) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(
        List.of(
            "-Xmx128m",
            "-Xmn16m",
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "--enable-native-access=ALL-UNNAMED"));
    words.add("-cp");
    words.add(
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .map(entry -> Path.of(entry).toAbsolutePath().normalize().toString())
            .collect(Collectors.joining(File.pathSeparator)));
    words.addAll(List.of("dev.lifeboat.Main", "--config", config.toString(), "serve"));
    return words;
  }
}

package dev.lifeboat.compose;

import dev.lifeboat.config.EnvValues;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.process.Command;
import dev.lifeboat.process.Finished;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The Compose command of this host: version 2, a plugin of {@code docker}, else version 1, {@code
 * docker-compose}. It is needed only where containers have to be made.
 *
 * @param words how it is called
 * @param version such as {@code 2.32.4}
 * @param environment what it runs with, and through which it finds the engine
 */
public record ComposeCommand(List<String> words, String version, Map<String, String> environment) {
  private static final Duration SHORT = Duration.ofSeconds(30);

  /** Shorter values, such as numbers, would blot out everything; they keep no secret. */
  private static final int SHORTEST_SECRET = 4;

  public ComposeCommand {
    words = List.copyOf(words);
    environment = Map.copyOf(environment);
  }

  /**
   * Looks for it.
   *
   * @param environment of this process, with the variables that lead to the engine
   */
  public static Optional<ComposeCommand> find(Map<String, String> environment) {
    return program("docker", environment)
        .flatMap(docker -> attempt(List.of(docker, "compose"), environment))
        .or(
            () ->
                program("docker-compose", environment)
                    .flatMap(old -> attempt(List.of(old), environment)));
  }

  /**
   * Looks for it where it has to be there.
   *
   * @throws ProblemException with {@code TOOL_MISSING} if there is none
   */
  public static ComposeCommand require(Map<String, String> environment) {
    return find(environment)
        .orElseThrow(
            () ->
                Problem.of(
                        Code.TOOL_MISSING,
                        "there is neither 'docker compose' nor 'docker-compose' on this host, and"
                            + " containers have to be made",
                        "install it: apt-get install docker-compose-plugin, or on Debian"
                            + " docker-compose",
                        "or make the containers in another way, and call Lifeboat again")
                    .exception());
  }

  /** By that environment's PATH, which may be another than this process's. */
  private static Optional<String> program(String name, Map<String, String> environment) {
    return Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .filter(folder -> folder.startsWith("/"))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }

  private static Optional<ComposeCommand> attempt(
      List<String> words, Map<String, String> environment) {
    try {
      Finished said =
          Command.of(words.getFirst())
              .with(words.subList(1, words.size()))
              .with("version", "--short")
              .withEnvironment(environment)
              .withTimeout(SHORT)
              .run();
      String version = said.output().strip().replaceFirst("^v", "");
      return said.status() == 0 && !version.isBlank()
          ? Optional.of(new ComposeCommand(words, version, environment))
          : Optional.empty();
    } catch (ProblemException e) {
      return Optional.empty();
    }
  }

  /** Whether it is version 1, which knows fewer options and writes fewer labels. */
  public boolean isOld() {
    return version.startsWith("1.");
  }

  /** What it is called on a command line, such as {@code docker compose}. */
  public String name() {
    return words.size() == 1 ? "docker-compose" : "docker compose";
  }

  /**
   * Runs it, such as with {@code up -d}.
   *
   * @return how it ended, whatever its exit status is
   * @throws ProblemException when it can't be started or exceeds its time
   */
  public Finished run(ComposeProject project, Duration limit, String... arguments) {
    return command(project, limit, arguments).run();
  }

  private Command command(ComposeProject project, Duration limit, String... arguments) {
    List<String> all = new ArrayList<>(words.subList(1, words.size()));
    all.addAll(project.options());
    all.addAll(List.of(arguments));
    Command command =
        Command.of(words.getFirst())
            .with(all)
            .withEnvironment(environment)
            .inFolder(project.folder())
            .withTimeout(limit);
    for (String value : EnvValues.of(project.readEnvFiles(), environment)) {
      command = value.length() < SHORTEST_SECRET ? command : command.withSecret(value);
    }
    return command;
  }

  /**
   * Runs it, and fails if it does.
   *
   * @throws ProblemException with {@code PROCESS_FAILED} and its last words, without what the env
   *     files set: Compose quotes values that don't fit
   */
  public Finished act(ComposeProject project, Duration limit, String... arguments) {
    Command command = command(project, limit, arguments);
    Finished finished = command.run();
    if (finished.status() != 0) {
      String said =
          command
              .withoutSecrets(finished.error().isBlank() ? finished.output() : finished.error())
              .strip();
      throw Problem.of(
              Code.PROCESS_FAILED,
              "'%s %s' for the project '%s' exited with status %d: %s"
                  .formatted(
                      name(),
                      String.join(" ", arguments),
                      project.name(),
                      finished.status(),
                      said.replaceAll("\\s+", " ")),
              "try it in '%s'".formatted(project.folder()))
          .exception();
    }
    return finished;
  }

  /** Without the environment, which may hold secrets. */
  @Override
  public String toString() {
    return name() + " " + version;
  }
}

package dev.lifeboat.guard;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The commands of Docker that run on this host at this moment. An engine doesn't say who asked it
 * for something; whoever did so by one of its commands a moment ago may still be there.
 */
final class DockerCommands {
  private static final Set<String> PROGRAMS = Set.of("docker", "docker-compose", "podman");

  /** An argument may be a secret: only words that can't be are shown. */
  private static final Set<String> WORDS =
      Set.of(
          "docker",
          "docker-compose",
          "compose",
          "down",
          "up",
          "rm",
          "remove",
          "prune",
          "volume",
          "system",
          "container",
          "image",
          "tag",
          "build",
          "pull",
          "load",
          "stop",
          "kill",
          "run",
          "-v",
          "--volumes",
          "-f",
          "--force",
          "-a",
          "--all",
          "-d",
          "--remove-orphans",
          "-fv");

  private DockerCommands() {}

  /** In words, such as {@code user 'root', process 4711: docker compose down -v}. */
  static Optional<String> running() {
    List<String> found =
        ProcessHandle.allProcesses()
            .flatMap(process -> words(process).stream())
            .distinct()
            .limit(3)
            .toList();
    return found.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", found));
  }

  private static Optional<String> words(ProcessHandle process) {
    ProcessHandle.Info info = process.info();
    String[] arguments = info.arguments().orElse(new String[0]);
    // docker-compose of version 1 is a program of Python, whose own name comes second.
    List<String> line =
        Stream.concat(info.command().stream(), Arrays.stream(arguments))
            .map(DockerCommands::name)
            .toList();
    int begin = 0;
    while (begin < Math.min(3, line.size()) && !PROGRAMS.contains(line.get(begin))) {
      begin++;
    }
    if (begin >= Math.min(3, line.size())) {
      return Optional.empty();
    }
    String shown =
        line.stream()
            .skip(begin)
            .filter(WORDS::contains)
            .distinct()
            .collect(Collectors.joining(" "));
    return Optional.of(
        "user '%s', process %d: %s".formatted(info.user().orElse("unknown"), process.pid(), shown));
  }

  private static String name(String word) {
    return word.startsWith("-") ? word : word.substring(word.lastIndexOf('/') + 1);
  }
}

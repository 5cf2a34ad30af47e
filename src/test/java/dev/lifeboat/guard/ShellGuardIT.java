package dev.lifeboat.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lifeboat.process.Command;
import dev.lifeboat.process.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** In the real shells, with programs in the place of docker's that only say that they ran. */
final class ShellGuardIT {
  private static final List<String> DELETING =
      List.of(
          "docker compose down -v",
          "docker compose -f a.yaml -p shop down --volumes",
          "docker compose down -t 3 -v",
          "docker compose down --volumes=true",
          "docker --context there compose down -v",
          "docker-compose down -v",
          "docker-compose -p shop down --remove-orphans --volumes",
          "docker volume rm shop_data",
          "docker volume remove -f shop_data",
          "docker volume prune -f",
          "docker system prune -a --volumes -f");
  private static final List<String> HARMLESS =
      List.of(
          "docker ps",
          "docker compose down",
          "docker compose down --remove-orphans",
          "docker compose down --volumes=false",
          "docker compose -v",
          "docker compose up -d",
          "docker compose run app volume rm x",
          "docker run -v shop_data:/data busybox ls",
          "docker volume ls",
          "docker system prune -f",
          "docker-compose stop",
          "command docker volume rm shop_data");

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void refusesWhatDeletesVolumesWhereNobodyCanBeAsked(ShellGuard shell) throws IOException {
    assumeTrue(installed(shell.toString()), shell + " is not installed");
    Finished finished = type(shell, DELETING, "</dev/null");

    assertThat(finished.output()).isEmpty();
    assertThat(finished.error().lines().filter(line -> line.startsWith("  ")))
        .containsExactlyElementsOf(DELETING.stream().map(line -> "  " + line).toList());
    assertThat(finished.error()).contains("Without the question: command docker volume prune -f\n");
  }

  @ParameterizedTest
  @EnumSource
  void asksNothingElse(ShellGuard shell) throws IOException {
    assumeTrue(installed(shell.toString()), shell + " is not installed");
    Finished finished = type(shell, HARMLESS, "</dev/null");

    assertThat(finished.error()).isEmpty();
    assertThat(finished.output().lines())
        .containsExactlyElementsOf(
            HARMLESS.stream().map(line -> "ran " + line.replace("command ", "")).toList());
  }

  @ParameterizedTest
  @EnumSource
  void doesItForWhoeverTypesTheWord(ShellGuard shell) throws IOException {
    assumeTrue(installed(shell.toString()), shell + " is not installed");
    assumeTrue(installed("script"), "script is not installed");

    assertThat(answered(shell, "delete")).contains("ran docker compose down -v");
    assertThat(answered(shell, "yes"))
        .contains("Nothing was deleted")
        .doesNotContain("ran docker compose");
  }

  private Finished type(ShellGuard shell, List<String> lines, String input) throws IOException {
    String typed =
        lines.stream().map(line -> line + " " + input + "\n").collect(Collectors.joining());
    return shell(shell, typed).run();
  }

  /** What a terminal shows when the question is answered like that. */
  private String answered(ShellGuard shell, String word) throws IOException {
    Path file = script(shell, "docker compose down -v\n");
    return withPrograms(
            Command.of("script", "-qec", shell + " '" + file + "'", "/dev/null")
                .withInput(word + "\n"))
        .run()
        .output();
  }

  private Command shell(ShellGuard shell, String typed) throws IOException {
    return withPrograms(Command.of(shell.toString(), script(shell, typed).toString()));
  }

  private Path script(ShellGuard shell, String typed) throws IOException {
    return Files.writeString(folder.resolve("typed"), shell.script() + typed);
  }

  private Command withPrograms(Command command) throws IOException {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    for (String name : List.of("docker", "docker-compose")) {
      Path file =
          Files.writeString(bin.resolve(name), "#!/bin/sh\necho ran %s \"$@\"\n".formatted(name));
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    // Where fish has none, it makes completions beside what it is asked for, also after its end.
    Files.createDirectories(folder.resolve(".local/share/fish/generated_completions"));
    return command
        .withVariable("PATH", bin + ":" + System.getenv("PATH"))
        .withVariable("HOME", folder.toString());
  }

  private static boolean installed(String program) {
    return Stream.of("/bin", "/usr/bin", "/usr/local/bin")
        .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
  }
}

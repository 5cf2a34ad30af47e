package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Repositories that were made once, healthy and damaged: each stays readable, and what is wrong
 * with it is found. The answers are in files beside them; a change of words changes those, nothing
 * changes the repositories. {@code FrozenRepositories} made them.
 */
class FrozenRepositoriesTest {
  private static final Path FROZEN = Path.of("src/test/resources/frozen");

  private static final Instant LATER = Instant.parse("2026-12-01T08:00:00Z");

  @TempDir Path folder;

  static Stream<String> repositories() throws IOException {
    try (Stream<Path> all = Files.list(FROZEN)) {
      return all
          .filter(Files::isDirectory)
          .map(path -> path.getFileName().toString())
          .sorted()
          .toList()
          .stream();
    }
  }

  @Test
  void theyAreAllThere() throws IOException {
    assertThat(repositories())
        .contains("healthy", "flipped-base", "missing-object", "swapped-manifests", "unsigned")
        .hasSizeGreaterThanOrEqualTo(12);
  }

  @ParameterizedTest
  @MethodSource("repositories")
  void whatVerifySaysIsAsItWas(String name) throws IOException {
    String said = answer(name, "verify", "all", "--level", "content");
    JsonNode shown = new JsonMapper().readTree(run(name, "show", "latest", "--json").out());
    said += "latest is %s\n".formatted(shown.path("id").asString());

    Path golden = FROZEN.resolve(name + ".txt");
    if (Boolean.getBoolean("lifeboat.golden")) {
      Files.writeString(golden, said);
    }
    assertThat(said).isEqualTo(Files.readString(golden));
  }

  private String answer(String name, String... command) throws IOException {
    Program.Ended ended = run(name, command);
    return "$ lifeboat %s\n%s%s(exit %d)\n"
        .formatted(String.join(" ", command), ended.out(), ended.err(), ended.exit());
  }

  private Program.Ended run(String name, String... command) throws IOException {
    Path key = folder.resolve("identity.key");
    if (Files.notExists(key)) {
      Files.createFile(
          key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.write(key, Files.readAllBytes(FROZEN.resolve("identity.key")));
    }
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(
        List.of(
            "--quiet",
            "--repository",
            FROZEN.resolve(name).toString(),
            "--identity",
            key.toString(),
            "--signers",
            FROZEN.resolve("signers").toString()));
    return new Calls(folder, () -> LATER).run(arguments.toArray(String[]::new));
  }
}

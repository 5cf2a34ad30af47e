package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A set-up that fails leaves nothing that stands in the way of the next try. */
class InitIT {
  @TempDir Path folder;

  @Test
  void aFailedInitCanBeTriedAgain() throws Exception {
    Program program = new Program(folder);
    Path repository = folder.resolve("repository");
    Files.writeString(repository, "in the way");
    Program.Ended failed = init(program, repository);
    assertThat(failed.exit()).isNotZero();
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.startsWith("lifeboat"));
    }

    Files.delete(repository);
    Program.Ended made = init(program, repository);
    assertThat(made.exit()).as(made.err()).isZero();
    Program.Ended again = init(program, repository);
    assertThat(again.exit()).isEqualTo(12);
    assertThat(again.err()).contains("is not overwritten");
  }

  @Test
  void aRepositoryThatIsAFileIsNamed() throws Exception {
    Program program = new Program(folder);
    Path repository = folder.resolve("repository");
    assertThat(init(program, repository).exit()).isZero();
    try (Stream<Path> files = Files.walk(repository)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    Files.writeString(repository, "x");
    Program.Ended list = program.run("list");
    assertThat(list.exit()).isEqualTo(10);
    assertThat(list.err()).contains("is a file, and a repository is a folder");
  }

  private static Program.Ended init(Program program, Path repository) throws Exception {
    return program.run(
        "init",
        "--no-input",
        "--stack",
        "shop",
        "--mongo-uri",
        "mongodb://localhost:1/",
        "--repository",
        repository.toString());
  }
}

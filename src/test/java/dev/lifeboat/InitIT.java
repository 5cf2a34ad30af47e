package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.sandbox.MongodFixture;
import dev.lifeboat.sandbox.ThrowawayMongod;
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
  void aLoginThatIsRefusedLeavesNothingUnlessNobodyAsks() throws Exception {
    try (ThrowawayMongod mongod = MongodFixture.own(ThrowawayMongod.standalone().authenticated())) {
      Program program = new Program(folder);
      String wrong = mongod.uri().replace(mongod.password(), "pa55-of-nobody");
      Program.Ended refused =
          program.run("init", "--no-input", "--stack", "shop", "--mongo-uri", wrong);
      assertThat(refused.exit()).isEqualTo(4);
      assertThat(refused.err()).contains("refused the user name or the password");
      assertThat(refused.out() + refused.err()).doesNotContain("pa55");
      assertThat(folder.resolve("lifeboat.yaml")).doesNotExist();
      assertThat(folder.resolve("lifeboat.key")).doesNotExist();

      Program.Ended unasked =
          program.run("init", "--no-input", "--stack", "shop", "--no-check", "--mongo-uri", wrong);
      assertThat(unasked.exit()).as(unasked.err()).isZero();
      assertThat(unasked.err()).doesNotContain("the login was not tried");
    }
  }

  @Test
  void aServerThatIsNotThereYetIsAWarning() throws Exception {
    Program.Ended made = init(new Program(folder), folder.resolve("repository"));
    assertThat(made.exit()).as(made.err()).isZero();
    assertThat(made.err()).contains("the login was not tried: ").contains("lifeboat doctor");
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

package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.sandbox.MongodFixture;
import dev.lifeboat.sandbox.ThrowawayMongod;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An empty database is a database: it can be backed up, verified and restored like any other. */
class EmptyDatabaseIT {
  @TempDir Path folder;

  @Test
  void anEmptyDeploymentGoesThroughAllCommands() throws Exception {
    try (ThrowawayMongod mongod = MongodFixture.own(ThrowawayMongod.standalone())) {
      Program program = new Program(folder);
      String repository = folder.resolve("repository").toString();
      require(
          program.run(
              "init",
              "--no-input",
              "--stack",
              "new",
              "--mongo-uri",
              mongod.uri(),
              "--repository",
              repository));
      require(program.run("backup", "--json", "--min-free", "0"));
      require(program.run("verify", "latest", "--level", "content", "--json"));
      Program.Ended restore = program.run("restore", "latest", "--confirm", "new", "--json");
      require(restore);
      assertThat(restore.json().get("warnings").toString()).contains("empty deployment");
    }
  }

  private static void require(Program.Ended ended) {
    assertThat(ended.exit()).as(ended.out() + ended.err()).isZero();
  }
}

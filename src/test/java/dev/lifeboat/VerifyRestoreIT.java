package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.sandbox.MongodFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A verification that restores, as a program of its own, and what becomes of it when it ends. */
class VerifyRestoreIT {
  @RegisterExtension static final MongodFixture MONGO = MongodFixture.replicaSet(1);

  @TempDir Path folder;

  private Program program() throws Exception {
    MONGO.database().drop();
    MONGO
        .database()
        .getCollection("orders")
        .insertMany(IntStream.range(0, 500).mapToObj(i -> new Document("_id", i)).toList());
    Program program = new Program(folder);
    List<String> init = List.of("init", "--no-input", "--stack", "shop", "--mongo-uri");
    Program.Ended made =
        program.run(
            Stream.concat(init.stream(), Stream.of(MONGO.uri(), "--database", MONGO.databaseName()))
                .toArray(String[]::new));
    assertThat(made.exit()).as(made.err()).isZero();
    assertThat(program.run("backup", "--min-free", "0").exit()).isZero();
    return program;
  }

  private static String[] verify() {
    String mongod = MongodFixture.binary().path().toString();
    return new String[] {"verify", "latest", "--level", "restore", "--mongod", mongod, "--json"};
  }

  @Test
  void showsHowDeepABackupWasVerified() throws Exception {
    Program program = program();
    assertThat(program.run("status").out()).contains("never verified");
    assertThat(program.run("verify").exit()).isZero();
    assertThat(proof(program).path("level").asString()).isEqualTo("stored");

    Program.Ended ended = program.run(verify());
    assertThat(ended.exit()).as(ended.err()).isZero();
    JsonNode restored = ended.json().path("restores").get(0);
    assertThat(restored.path("proven").asBoolean()).isTrue();
    assertThat(restored.path("proof").get(0).path("documents").asLong()).isEqualTo(500);
    assertThat(restored.path("phases").size()).isGreaterThan(3);
    assertThat(restored.path("seconds").asDouble()).isPositive();

    assertThat(proof(program).path("level").asString()).isEqualTo("restore");
    assertThat(program.run("verify").exit()).isZero();
    assertThat(proof(program).path("level").asString()).as("the deepest").isEqualTo("restore");
    JsonNode status = program.run("status", "--json").json();
    assertThat(status.path("verified").path("level").asString()).isEqualTo("restore");
    assertThat(status.path("measured").asBoolean()).isTrue();
    assertThat(program.run("list").out()).contains("restore, ").contains(" ago");
  }

  private static JsonNode proof(Program program) throws Exception {
    return program.run("list", "--json").json().path("backups").get(0).path("verified");
  }

  @Test
  void aMongodThatIsNoneIsAnError() throws Exception {
    Program program = program();
    Program.Ended ended =
        program.run("verify", "--level", "restore", "--mongod", folder.resolve("none").toString());
    assertThat(ended.exit()).isEqualTo(1);
    assertThat(ended.err()).contains("tool-missing").contains("not an executable file");
    assertThat(proof(program).isNull()).isTrue();
  }

  @Test
  void whatIsToldToStopLeavesNothing() throws Exception {
    Program program = program();
    Process process = program.start(verify());
    Path left = awaitServer(process);
    process.destroy();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(program.ended(process).exit()).isEqualTo(130);
    assertThat(left).doesNotExist();
    assertThat(servers(left)).isEmpty();
  }

  /** Also the watcher is killed, which cleans up after its JVM. */
  @Test
  void theNextServerCleansUpAfterOneThatWasKilled() throws Exception {
    Program program = program();
    Process process = program.start(verify());
    Path left = awaitServer(process);
    List<ProcessHandle> watchers =
        process
            .descendants()
            .filter(child -> child.info().command().orElse("").endsWith("sh"))
            .toList();
    watchers.forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().waitFor();
    assertThat(left).exists();

    Program.Ended next = program.run(verify());
    assertThat(next.exit()).as(next.err()).isZero();
    assertThat(left).doesNotExist();
    assertThat(servers(left)).isEmpty();
  }

  /** The folder of the server that a process started. */
  private static Path awaitServer(Process process) throws Exception {
    String prefix = "lifeboat-mongod-" + process.pid() + "-";
    Callable<List<Path>> look =
        () -> {
          try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.filter(path -> path.getFileName().toString().startsWith(prefix)).toList();
          }
        };
    for (int i = 0; i < 6000 && process.isAlive(); i++) {
      List<Path> found = look.call();
      if (!found.isEmpty() && !servers(found.getFirst()).isEmpty()) {
        return found.getFirst();
      }
      Thread.sleep(10);
    }
    throw new AssertionError("no server was started");
  }

  private static List<ProcessHandle> servers(Path folder) throws IOException {
    String data = folder.resolve("node0").resolve("data").toString();
    return ProcessHandle.allProcesses()
        .filter(
            process ->
                process
                    .info()
                    .arguments()
                    .filter(words -> List.of(words).contains(data))
                    .isPresent())
        .toList();
  }
}

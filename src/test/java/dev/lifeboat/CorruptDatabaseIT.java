package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import dev.lifeboat.docker.Container;
import dev.lifeboat.docker.ContainerState;
import dev.lifeboat.docker.TestEngine;
import dev.lifeboat.docker.TestStack;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A file of WiredTiger is overwritten with noise under a stopped database of an anchored stack. */
class CorruptDatabaseIT {
  private static final int BOOKS = 500;

  @RegisterExtension static final TestEngine DOCKER = new TestEngine();

  @TempDir static Path temp;
  private static @Nullable TestStack stack;

  @BeforeAll
  static void aProtectedStack() throws IOException {
    stack = TestStack.start(DOCKER, "corrupt");
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Files.writeString(
        stack().folder().resolve("compose.override.yaml"),
        "services:\n  mongodb:\n    ports: ['127.0.0.1:%d:27017']\n".formatted(port));
    // All of them, so that every container says that it was made with this file too.
    var _ = stack().compose("up", "-d", "--force-recreate");
    stack().initiate();
    stack().awaitHealthy();
    try (MongoClient client = stack().client()) {
      List<Document> books = new ArrayList<>();
      for (int i = 0; i < BOOKS; i++) {
        books.add(new Document("_id", i).append("title", "book " + i));
      }
      var _ = client.getDatabase("library").getCollection("books").insertMany(books);
    }
    var _ =
        good(
            "init",
            "--no-input",
            "--stack",
            stack().project(),
            "--mongo-uri",
            "mongodb://localhost:%d/?directConnection=true".formatted(port),
            "--repository",
            temp.resolve("repository").toString());
    var _ = good("backup", "--min-free", "0");
    var _ = good("guard", "on");
  }

  @AfterAll
  static void removeIt() {
    DOCKER.engine().containers(java.util.Map.of("dev.lifeboat.anchor", stack().project())).stream()
        .forEach(each -> DOCKER.engine().remove(each.id(), true));
    if (stack != null) {
      stack.close();
    }
  }

  private static TestStack stack() {
    return Objects.requireNonNull(stack);
  }

  private static Program.Ended run(String... words) {
    return new Calls(temp).runWith("", DOCKER.environment(), words);
  }

  private static Program.Ended good(String... words) {
    Program.Ended ended = run(words);
    assertThat(ended.exit()).as(ended.err()).isZero();
    return ended;
  }

  private static Container database() {
    return stack().container("mongodb").orElseThrow();
  }

  private static byte[] noise() {
    byte[] noise = new byte[20_000];
    new Random(7).nextBytes(noise);
    return noise;
  }

  private static byte[] noise(String file) throws IOException {
    byte[] noise = noise();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
      TarArchiveEntry entry = new TarArchiveEntry(file);
      entry.setSize(noise.length);
      tar.putArchiveEntry(entry);
      tar.write(noise);
      tar.closeArchiveEntry();
    }
    return out.toByteArray();
  }

  /** The file that says where all others begin is gone; they themselves are whole. */
  @Test
  void putsBesideWhatARepairedCopyHasAndTheBackupLacks() throws IOException {
    try (MongoClient client = stack().client()) {
      var books = client.getDatabase("library").getCollection("books");
      var _ = books.insertOne(new Document("_id", "after the backup").append("title", "new"));
      var _ =
          books.replaceOne(new Document("_id", 1), new Document("_id", 1).append("title", "other"));
      var _ = client.getDatabase("admin").runCommand(new Document("fsync", 1));
    }
    var _ = stack().compose("stop", "mongodb");
    DOCKER
        .engine()
        .putArchive(
            database().id(), "/data/db", new ByteArrayInputStream(noise("WiredTiger.turtle")));
    var _ = stack().compose("start", "mongodb");
    stack().await("mongod to give up", () -> database().state() == ContainerState.EXITED);

    JsonNode report =
        good("recover", "corrupt-database", "--salvage", "--confirm", stack().project(), "--json")
            .json();

    assertThat(report.path("proven").asBoolean()).isTrue();
    assertThat(report.path("done").toString())
        .contains("library.books: 1 documents that the backup lacks and 1 that differ are in");
    try (MongoClient client = stack().client()) {
      assertThat(client.getDatabase("library").getCollection("books").countDocuments())
          .isEqualTo(BOOKS);
      String beside =
          client.listDatabaseNames().into(new ArrayList<>()).stream()
              .filter(each -> each.startsWith("salvaged_") && each.endsWith("_library"))
              .findFirst()
              .orElseThrow();
      assertThat(client.getDatabase(beside).getCollection("books").find())
          .extracting(each -> each.getString("title"))
          .containsExactlyInAnyOrder("new", "other");
      client.getDatabase(beside).drop();
    }
    assertThat(DOCKER.engine().volumes(java.util.Map.of()))
        .noneMatch(each -> each.name().startsWith("lifeboat-salvage-" + stack().project()));
  }

  @Test
  void keepsWhatIsLeftAndBringsTheDatabaseBack() throws IOException {
    assertThat(run("recover", "corrupt-database", "--dry-run", "--json").json().path("findings"))
        .isEmpty();
    var _ = stack().compose("stop", "mongodb");
    DOCKER
        .engine()
        .putArchive(database().id(), "/data/db", new ByteArrayInputStream(noise("WiredTiger.wt")));
    var _ = stack().compose("start", "mongodb");
    stack().await("mongod to give up", () -> database().state() == ContainerState.EXITED);
    assertThat(database().exitCode()).isEqualTo(14);

    JsonNode planned = good("recover", "corrupt-database", "--dry-run", "--json").json();
    assertThat(planned.path("findings").toString()).contains("exit code 14", "WT_TRY_SALVAGE");
    assertThat(database().exitCode()).isEqualTo(14);

    JsonNode report =
        good("recover", "corrupt-database", "--salvage", "--confirm", stack().project(), "--json")
            .json();

    assertThat(report.path("proven").asBoolean()).isTrue();
    assertThat(report.path("healthy").asBoolean()).isTrue();
    // What tells which file is which collection is gone: that nothing can be saved is no failure.
    assertThat(report.path("done").toString()).contains("nothing was salvaged: 'mongod --repair'");
    try (MongoClient client = stack().client()) {
      assertThat(client.getDatabase("library").getCollection("books").countDocuments())
          .isEqualTo(BOOKS);
    }
    assertThat(stack().health()).contains(200);
    // What is left of the files is there to be looked into, and isn't what 'latest' means.
    JsonNode list = good("list", "--json").json();
    assertThat(list.toString()).contains("forensic");
    assertThat(good("show", "latest", "--json").out()).doesNotContain("\"forensic\"");
    var _ = good("guard", "status");
    Matcher kept = Pattern.compile("as it was: (\\S+),").matcher(report.path("done").toString());
    assertThat(kept.find()).isTrue();
    Path folder = temp.resolve("look");
    var _ =
        good("restore", kept.group(1), "--volume", "mongodb_data", "--to-dir", folder.toString());
    assertThat(folder.resolve("mongodb_data/WiredTiger.wt")).hasBinaryContent(noise());
  }
}

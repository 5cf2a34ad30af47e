package dev.lifeboat.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.mongodb.client.MongoDatabase;
import dev.lifeboat.process.Command;
import dev.lifeboat.process.Finished;
import dev.lifeboat.sandbox.MongodFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the guide tells people to type, typed: page by page, in a folder of its own. */
class GuideIT {
  @RegisterExtension static final MongodFixture MONGO = MongodFixture.replicaSet(1);

  private static final Path GUIDE = Path.of("docs", "guide");
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  @TempDir Path temp;

  static Stream<Path> pages() throws IOException {
    try (Stream<Path> files = Files.list(GUIDE)) {
      List<Path> pages = files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
      return Stream.concat(Stream.of(Path.of("README.md")), pages.stream())
          .filter(GuideIT::hasCommands);
    }
  }

  private static boolean hasCommands(Path file) {
    try {
      return !GuidePage.read(file).steps().isEmpty();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static MongoDatabase shop() {
    return MONGO.client().getDatabase("shop");
  }

  /** Other tests may have filled the small oplog of this server, which the monitor warns of. */
  @BeforeAll
  static void aLargeOplog() {
    MONGO
        .client()
        .getDatabase("admin")
        .runCommand(new Document("replSetResizeOplog", 1).append("size", 16000.0));
  }

  @BeforeEach
  void aShop() {
    shop().drop();
    for (String name : List.of("users", "orders")) {
      shop()
          .getCollection(name)
          .insertMany(
              IntStream.range(0, 500)
                  .mapToObj(i -> new Document("_id", i).append("name", name + " " + i))
                  .toList());
    }
    shop().getCollection("orders").createIndex(new Document("name", 1));
  }

  @AfterAll
  static void nothingStays() {
    shop().drop();
  }

  @Test
  void thereAreManyPages() throws IOException {
    assertThat(pages().map(page -> page.getFileName().toString()))
        .contains("README.md", "getting-started.md", "restore.md", "verify.md");
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyCommandDoesWhatThePageSays(Path file) throws IOException {
    GuidePage page = GuidePage.read(file);
    for (String program : page.needs()) {
      boolean there = Command.of("sh", "-c", "command -v " + program).run().status() == 0;
      assumeTrue(there || "true".equals(System.getenv("CI")), program + " is missing");
    }
    Map<Integer, String> expected = new TreeMap<>();
    page.steps().forEach(step -> expected.put(step.line(), said(step, step.exit())));

    assertThat(type(page)).isEqualTo(expected);
  }

  /** Types all commands of a page into one shell; returns how each ended, by its line. */
  private Map<Integer, String> type(GuidePage page) throws IOException {
    Path work = Files.createDirectory(temp.resolve("shop"));
    Path results = Files.createDirectory(temp.resolve("results"));
    StringBuilder script = new StringBuilder();
    for (GuidePage.Step step : page.steps()) {
      script.append(
          "{\n%s\n} >'%s/%d' 2>&1 </dev/null\n".formatted(step.command(), results, step.line()));
      script.append("echo $? >'%s/%d.exit'\n".formatted(results, step.line()));
    }
    Path file = Files.writeString(temp.resolve("page.sh"), script);
    Finished finished =
        Command.of("sh", file.toString())
            .inFolder(work)
            .withVariable("PATH", launcher() + ":" + System.getenv("PATH"))
            .withVariable("LC_ALL", "C.UTF-8")
            .withVariable("MONGO_URI", MONGO.uri())
            .withVariable("LIFEBOAT_STATE", temp.resolve("state").toString())
            .withVariable("LIFEBOAT_CONFIG", "")
            .withTimeout(Duration.ofMinutes(10))
            .run();
    assertThat(finished.error()).isEmpty();
    Map<Integer, String> ended = new TreeMap<>();
    for (GuidePage.Step step : page.steps()) {
      Path exit = results.resolve(step.line() + ".exit");
      int status = Files.exists(exit) ? Integer.parseInt(Files.readString(exit).strip()) : -1;
      String printed = status < 0 ? "" : Files.readString(results.resolve("" + step.line()));
      boolean asShown = status == step.exit() && step.missingIn(printed).isEmpty();
      ended.put(
          step.line(),
          said(step, status)
              + (asShown
                  ? ""
                  : ", without %s, but: %s".formatted(step.missingIn(printed), printed)));
    }
    return ended;
  }

  /** A folder with a {@code lifeboat} that runs these classes. */
  private Path launcher() throws IOException {
    Path bin = Files.createDirectory(temp.resolve("bin"));
    Path launcher =
        Files.writeString(
            bin.resolve("lifeboat"),
            """
            #!/bin/sh
            exec '%s' --enable-native-access=ALL-UNNAMED -Xmx400m -XX:TieredStopAtLevel=1 \\
              -cp '%s' dev.lifeboat.Main "$@"
            """
                .formatted(JAVA, System.getProperty("java.class.path")));
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
    return bin;
  }

  private static String said(GuidePage.Step step, int exit) {
    return "$ %s -> exit code %d".formatted(step.command(), exit);
  }
}

package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.lifeboat.cli.BackupChoice;
import dev.lifeboat.cli.Conduct;
import dev.lifeboat.doctor.DoctorReport;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.ExitCode;
import dev.lifeboat.problem.Grade;
import dev.lifeboat.problem.Observation;
import dev.lifeboat.progress.Interruption;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.sandbox.MongodFixture;
import dev.lifeboat.sandbox.ThrowawayMongod;
import dev.lifeboat.setup.InitRequest;
import dev.lifeboat.units.ByteSize;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The doctor on a real MongoDB that demands a login. */
class DoctorIT {
  private static ThrowawayMongod mongod;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    mongod = MongodFixture.own(ThrowawayMongod.replicaSet(1).authenticated());
    try (MongoClient root = MongoClients.create(mongod.uri())) {
      user(root, "saver", "backup");
      user(root, "reader", "readAnyDatabase");
      user(root, "keeper", "backup", "restore", "readWriteAnyDatabase");
      root.getDatabase("shop").getCollection("orders").insertOne(new Document("_id", 1));
    }
  }

  private static void user(MongoClient root, String name, String... roles) {
    var _ =
        root.getDatabase("admin")
            .runCommand(
                new Document("createUser", name)
                    .append("pwd", "x")
                    .append("roles", List.of(roles)));
  }

  @AfterAll
  static void end() {
    mongod.close();
  }

  private static String uri(String user) {
    return "mongodb://%s:x@127.0.0.1:%d/?authSource=admin&directConnection=true"
        .formatted(user, mongod.port(0));
  }

  private App app() {
    return new App(
        InstantSource.system(),
        Map.of("LIFEBOAT_STATE", folder.resolve("state").toString()),
        "test");
  }

  private Conduct conduct() {
    return new Conduct(folder.resolve("lifeboat.yaml"), Progress.silent(), Interruption.none());
  }

  private void init(String uri, String... databases) {
    var _ =
        app()
            .init(
                conduct(),
                new InitRequest(
                    conduct().config(),
                    Optional.of("shop"),
                    Optional.of(uri),
                    List.of(databases),
                    Optional.of(folder.resolve("repository").toString()),
                    true,
                    false));
  }

  private static Observation seen(DoctorReport report, String subject) {
    return report.lines().stream()
        .map(DoctorReport.Line::observation)
        .filter(each -> each.subject().equals(subject))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + subject + " in " + report.lines()));
  }

  @Test
  void whoMayBackUpButNotRestoreIsToldSo() {
    init(uri("saver"));
    var _ =
        app()
            .backup(
                conduct(),
                new BackupChoice(Optional.empty(), List.of(), false, Optional.of(ByteSize.of(0))));
    DoctorReport report = app().doctor(conduct());
    assertThat(report.lines())
        .extracting(DoctorReport.Line::observation)
        .filteredOn(line -> line.grade() == Grade.FAIL && !line.subject().equals("room"))
        .isEmpty();
    assertThat(seen(report, "connection").fact()).contains("logged in as 'saver@admin'");
    assertThat(seen(report, "rights: backup").fact()).endsWith("may back up, and no more");
    assertThat(seen(report, "rights: restore").grade()).isEqualTo(Grade.WARN);
    assertThat(seen(report, "rights: restore").hints().getFirst())
        .contains("createUser(", "'restore'", "'readWriteAnyDatabase'");
    assertThat(seen(report, "rights: swap").hints().getFirst()).contains("anyAction");
    assertThat(seen(report, "topology").grade()).isEqualTo(Grade.OK);
    assertThat(seen(report, "oplog").fact()).contains("isn't full yet");
    assertThat(seen(report, "history").grade()).isEqualTo(Grade.OK);
    assertThat(seen(report, "newest backup").grade()).isEqualTo(Grade.OK);
    assertThat(seen(report, "proof").hints()).contains("lifeboat verify latest --level restore");
    assertThat(seen(report, "manifests").fact()).isEqualTo("1 backup, signed and chained");
    assertThat(folder.resolve("repository"))
        .as("it leaves nothing there")
        .isDirectoryNotContaining(file -> file.getFileName().toString().startsWith("doctor"));
  }

  @Test
  void rightsAreJudgedAsBackupAndRestoreNeedThem() {
    init(uri("reader"));
    DoctorReport reader = app().doctor(conduct());
    assertThat(seen(reader, "rights: backup").code()).contains(Code.MONGO_UNAUTHORIZED);
    assertThat(seen(reader, "rights: backup").hints().getFirst())
        .contains("grantRolesToUser('reader', [{role: 'backup', db: 'admin'}])");
    assertThat(reader.exit()).isIn(ExitCode.AUTHENTICATION, ExitCode.REFUSED);
    moveAway();
    init(uri("reader"), "shop");
    DoctorReport chosen = app().doctor(conduct());
    assertThat(seen(chosen, "rights: backup").grade()).isEqualTo(Grade.WARN);
    assertThat(seen(chosen, "rights: backup").fact()).contains("users and roles are left out");
    moveAway();
    init(uri("keeper"));
    DoctorReport keeper = app().doctor(conduct());
    assertThat(seen(keeper, "rights: backup").grade()).isEqualTo(Grade.OK);
    assertThat(seen(keeper, "rights: restore").grade()).isEqualTo(Grade.OK);
    assertThat(seen(keeper, "rights: swap").grade()).isEqualTo(Grade.WARN);
  }

  private void moveAway() {
    Path old = folder.resolve("old-" + System.nanoTime());
    assertThat(old.toFile().mkdir()).isTrue();
    for (String name :
        List.of("lifeboat.yaml", "lifeboat.key", "lifeboat-signing.key", "repository")) {
      assertThat(folder.resolve(name).toFile().renameTo(old.resolve(name).toFile())).isTrue();
    }
  }

  @Test
  void whatIsWrongOnThisHostIsFoundBesideAServerThatNeverAnswers() throws IOException {
    // Connections are taken by the system, and nobody ever answers.
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      init("mongodb://127.0.0.1:%d/".formatted(silent.getLocalPort()));
      Files.setPosixFilePermissions(
          folder.resolve("lifeboat.key"), PosixFilePermissions.fromString("rw-r--r--"));
      DoctorReport report = app().doctor(conduct());
      assertThat(seen(report, "connection").grade()).isEqualTo(Grade.FAIL);
      assertThat(seen(report, "file modes").code()).contains(Code.FILE_MODE);
      assertThat(seen(report, "file modes").hints().getFirst()).startsWith("chmod 600 '");
      assertThat(report.exit()).isEqualTo(ExitCode.REFUSED);
      assertThat(report.took()).isLessThan(Duration.ofSeconds(30));
    }
  }
}

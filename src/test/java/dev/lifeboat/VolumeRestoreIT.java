package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.backup.BackupRunner;
import dev.lifeboat.backup.FactsFolder;
import dev.lifeboat.backup.Past;
import dev.lifeboat.compose.Conductor;
import dev.lifeboat.compose.EngineContainers;
import dev.lifeboat.config.ConfigFiles;
import dev.lifeboat.docker.Engine;
import dev.lifeboat.docker.Mount;
import dev.lifeboat.docker.NewContainer;
import dev.lifeboat.docker.NewVolume;
import dev.lifeboat.docker.TestEngine;
import dev.lifeboat.docker.TestImage;
import dev.lifeboat.process.Command;
import dev.lifeboat.process.Finished;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.repository.BackupRequest;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.source.volume.VolumeSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The commands that restore a volume of a stack, on a real engine. */
class VolumeRestoreIT {
  @RegisterExtension static final TestEngine DOCKER = new TestEngine();

  private static final String PROJECT = "com.docker.compose.project";

  @TempDir private Path folder;
  private String stack;
  private String volume;
  private Calls calls;

  @BeforeEach
  void backUp() throws IOException {
    stack = DOCKER.name("shop");
    volume = stack + "_data";
    calls = new Calls(folder);
    Engine engine = DOCKER.engine();
    var _ =
        engine.createVolume(
            NewVolume.local(volume, Map.of(PROJECT, stack, "com.docker.compose.volume", "data")));
    String web =
        engine.create(
            NewContainer.of(stack + "-web-1", DOCKER.image(TestImage.BUSYBOX))
                .withEntrypoint("/bin/busybox", "sh", "-c")
                .withCommand("trap 'exit 0' TERM; while :; do busybox sleep 1 & wait $!; done")
                .withMounts(List.of(Mount.volume(volume, "/data")))
                .withLabels(Map.of(PROJECT, stack, "com.docker.compose.service", "web")));
    engine.start(web);
    in("mkdir -p /data/up; echo good > /data/a; echo good > /data/up/b");
    assertThat(
            run(
                    "init",
                    "--no-input",
                    "--stack",
                    stack,
                    "--mongo-uri",
                    "mongodb://127.0.0.1:1/",
                    "--repository",
                    folder.resolve("repository").toString())
                .exit())
        .isZero();
    Files.writeString(
        folder.resolve("lifeboat.yaml"),
        "\nprobes: [{service: web, command: [/bin/busybox, 'true']}]\nhealth-timeout: 90s\n",
        StandardOpenOption.APPEND);
    capture();
    in("echo spoilt > /data/a; rm -r /data/up; echo new > /data/new");
  }

  private void capture() {
    Wiring wiring =
        new Wiring(
            new ConfigFiles(
                    Map.of("LIFEBOAT_STATE", folder.resolve("state").toString()), Path.of(""))
                .read(Optional.of(folder.resolve("lifeboat.yaml"))),
            InstantSource.system());
    Repository repository = wiring.repository();
    Engine engine = Engine.connect(DOCKER.address());
    EngineContainers services = new EngineContainers(engine);
    Conductor conductor = new Conductor(services, folder.resolve("state"), InstantSource.system());
    try (VolumeSource source =
        new VolumeSource(
            engine,
            new VolumeSource.Tools(
                conductor,
                services,
                _ -> {
                  throw new AssertionError("no database");
                }),
            stack,
            Map.of(),
            List.of("data"),
            InstantSource.system())) {
      var _ =
          new BackupRunner(
                  repository,
                  Progress.silent(),
                  new Past(repository, new FactsFolder(folder.resolve("state"), repository.id())))
              .run(
                  source,
                  new BackupRequest(
                      stack, source.kind(), Optional.empty(), List.of(), 0, "host", "test"));
    }
  }

  @AfterEach
  void clear() {
    Engine engine = DOCKER.engine();
    engine.containers(Map.of(PROJECT, stack)).forEach(each -> engine.remove(each.id(), true));
    engine.volumes(Map.of()).stream()
        .filter(each -> each.name().contains(stack))
        .forEach(each -> engine.removeVolume(each.name(), true));
  }

  @Test
  void restoresAndTakesBack() {
    Program.Ended plan = run("restore", "--volume", "data", "--dry-run");
    assertThat(plan.err() + plan.out())
        .contains("stop what uses the volumes: web", "replace what '" + volume + "' holds");
    assertThat(plan.exit()).isZero();

    Program.Ended done = run("restore", "--volume", "data", "--confirm", stack);
    assertThat(done.exit()).as(done.err() + done.out()).isZero();
    assertThat(done.out())
        .contains("Restored and proven", "service web runs", "probe /bin/busybox in web");
    assertThat(in("cat /data/a /data/up/b; ls /data")).isEqualTo("good\ngood\na\nup\n");

    Program.Ended undone = run("undo", "--confirm", stack);
    assertThat(undone.exit()).as(undone.err() + undone.out()).isZero();
    assertThat(in("cat /data/a; ls /data")).isEqualTo("spoilt\na\nnew\n");
  }

  @Test
  void takesInWhatTarMadeOfAVolumeByHand() {
    String name = volume + "_20251009_143022.tar.gz";
    sh(
        "docker exec %s-web-1 /bin/busybox tar -c -C /data . | gzip >%s; head -c 90 %s >cut.tar.gz; cp %s other.tar.gz"
            .formatted(stack, name, name, name));
    sh(
        "printf secret >pass; chmod 600 pass; gpg --batch --homedir . --pinentry-mode loopback"
            + " --passphrase-file pass --symmetric "
            + name);
    in("echo changed > /data/a; rm /data/new");

    Program.Ended encrypted =
        run(
            "import",
            folder.resolve(name + ".gpg").toString(),
            "--passphrase-file",
            folder.resolve("pass").toString());
    assertThat(encrypted.exit()).as(encrypted.err()).isZero();
    Program.Ended imported = run("import", folder.resolve(name).toString(), "--json");
    assertThat(imported.exit()).as(imported.err()).isZero();
    assertThat(imported.json().path("dump").path("form").asString()).isEqualTo("tar archive, gzip");
    String id = imported.json().path("backup").path("id").asString();
    Program.Ended restored = run("restore", id, "--volume", "data", "--confirm", stack);

    assertThat(restored.exit()).as(restored.err()).isZero();
    assertThat(in("cat /data/a; ls /data")).isEqualTo("spoilt\na\nnew\n");
    assertThat(run("restore", "--volume", "data", "--dry-run").out())
        .as("an imported one is named by its id")
        .doesNotContain(id);
    Program.Ended cut = run("import", folder.resolve("cut.tar.gz").toString(), "--volume", "data");
    assertThat(cut.exit()).isNotZero();
    assertThat(cut.err()).contains("cut.tar.gz' is cut off at byte 90 of the file");
    assertThat(run("import", folder.resolve("other.tar.gz").toString()).err())
        .contains("doesn't say which volume", "--volume NAME");
  }

  private void sh(String script) {
    Finished ended =
        Command.of("sh", "-c", script)
            .withEnvironment(DOCKER.environment())
            .inFolder(folder)
            .withTimeout(Duration.ofMinutes(1))
            .run();
    assertThat(ended.status()).as(ended.error()).isZero();
  }

  @Test
  void writesAPartIntoAFolderWithoutAnEngine() throws IOException {
    Path target = folder.resolve("out");
    Program.Ended done =
        calls.run("restore", "--volume", "data", "--only", "up", "--to-dir", target.toString());
    assertThat(done.exit()).as(done.err() + done.out()).isZero();
    assertThat(Files.readString(target.resolve("data/up/b"))).isEqualTo("good\n");
    assertThat(target.resolve("data/a")).doesNotExist();
  }

  private Program.Ended run(String... arguments) {
    return calls.runWith("", Map.of("DOCKER_HOST", DOCKER.address().toString()), arguments);
  }

  private String in(String script) {
    return DOCKER
        .engine()
        .exec(
            stack + "-web-1",
            List.of(
                "/bin/busybox",
                "sh",
                "-c",
                "PATH=/bin; " + script.replaceAll("\\b(mkdir|rm|cat|ls)\\b", "busybox $1")),
            "".getBytes(StandardCharsets.UTF_8),
            Duration.ofSeconds(30))
        .output();
  }
}

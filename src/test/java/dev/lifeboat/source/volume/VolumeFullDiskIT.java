package dev.lifeboat.source.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.lifeboat.docker.NewVolume;
import dev.lifeboat.docker.TestEngine;
import dev.lifeboat.docker.TestImage;
import dev.lifeboat.process.Command;
import dev.lifeboat.process.Finished;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A volume on a small disk of its own, which what is restored doesn't fit on. */
class VolumeFullDiskIT {
  @RegisterExtension static final TestEngine DOCKER = new TestEngine();
  private static final int MEGABYTES = 16;

  @TempDir private Path folder;
  private VolumeBench bench;
  private String disk = "";

  @BeforeEach
  void mount() {
    Path file = folder.resolve("disk.img");
    Finished made =
        sh(
            "truncate -s %dM %s && mkfs.ext4 -q -m 0 %s && losetup -f --show %s"
                .formatted(MEGABYTES, file, file, file));
    assumeThat(made.status()).as("there are loop devices: " + made.error()).isZero();
    disk = made.output().strip();
    bench = new VolumeBench(DOCKER.engine(), DOCKER.name("shop"), folder.resolve("state"));
  }

  @AfterEach
  void clear() {
    if (!disk.isEmpty()) {
      bench.clear();
      assertThat(sh("losetup -d " + disk).status()).isZero();
    }
  }

  private static Finished sh(String script) {
    return Command.of("sh", "-c", script).run();
  }

  @Test
  void bringsTheOldContentBackWhenTheDiskIsFull() {
    StoredStreams backup = tooLarge();
    var _ =
        DOCKER
            .engine()
            .createVolume(
                new NewVolume(
                    bench.volume(),
                    "local",
                    Map.of("type", "ext4", "device", disk),
                    Map.of(
                        VolumeBench.PROJECT,
                        DOCKER.name("shop"),
                        "com.docker.compose.volume",
                        "data")));
    bench.fill(VolumeSample.spoilt());
    VolumeContent before = bench.content();
    bench.serve(DOCKER.image(TestImage.BUSYBOX));

    Throwable failure = catchThrowable(() -> bench.restore(backup, VolumeBench.request()));

    assertThat(failure).hasMessageContaining("no space left on device");
    assertThat(bench.content()).isEqualTo(before);
    assertThat(bench.kept()).isEmpty();
    assertThat(bench.runs()).isTrue();
    assertThat(bench.recover()).isEmpty();
  }

  /** What a larger volume of the same name held. */
  private StoredStreams tooLarge() {
    byte[] noise = new byte[(MEGABYTES + 4) << 20];
    new Random(1).nextBytes(noise);
    bench.create();
    bench.fill(
        Tars.of(
            List.of(Tars.folder("."), Tars.file("a", "1"), Tars.file("noise", noise, _ -> {})),
            TarArchiveOutputStream.LONGFILE_POSIX));
    StoredStreams backup = bench.capture();
    DOCKER.engine().removeVolume(bench.volume(), true);
    return backup;
  }
}

package dev.lifeboat.source.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.lifeboat.docker.TestEngine;
import dev.lifeboat.docker.TestImage;
import dev.lifeboat.progress.Progress;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** An engine that is stopped in the middle of a restore, and comes back. */
class VolumeEngineRestartIT {
  @RegisterExtension static final TestEngine DOCKER = new TestEngine();

  @TempDir private Path state;
  private VolumeBench bench;
  private StoredStreams backup;
  private VolumeContent spoilt;

  @BeforeEach
  void fill() {
    assumeThat(System.getenv(TestEngine.VARIABLE)).as("an engine that isn't ours").isNull();
    bench = new VolumeBench(DOCKER.engine(), DOCKER.name("shop"), state);
    bench.create();
    bench.fill(VolumeSample.good());
    backup = bench.capture();
    bench.fill(VolumeSample.spoilt());
    spoilt = bench.content();
    bench.serve(DOCKER.image(TestImage.BUSYBOX));
  }

  @AfterEach
  void clear() {
    bench.clear();
  }

  @Test
  void whatWasThereComesBackWhenTheEngineDoes() {
    VolumeTarget target =
        bench.target(
            point -> {
              if (point == VolumePoint.EMPTIED) {
                DOCKER.daemon().stop();
                DOCKER.daemon().startAgain();
              }
            });
    Throwable failure =
        catchThrowable(
            () ->
                target.restore(
                    target.plan(backup, VolumeBench.request()), backup, Progress.silent()));
    assertThat(failure).isNotNull();
    assertThat(bench.recover()).isEmpty();
    assertThat(bench.content()).isEqualTo(spoilt);
    assertThat(bench.kept()).isEmpty();
    assertThat(bench.runs()).isTrue();
  }
}

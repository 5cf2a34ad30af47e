package dev.lifeboat.source.volume;

import dev.lifeboat.compose.Conductor;
import dev.lifeboat.compose.Halt;
import dev.lifeboat.compose.HaltRequest;
import dev.lifeboat.compose.ServiceContainer;
import dev.lifeboat.docker.Engine;
import dev.lifeboat.progress.Progress;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Stops who uses the volumes of a cut off restore by now: the engine after a restart of the host,
 * or a person, may have started them. They go on when the restore is settled, with those that the
 * restore itself had stopped.
 */
final class VolumeStandstill {
  private final Engine engine;
  private final Conductor conductor;
  private final VolumeJournals journals;

  VolumeStandstill(Engine engine, Conductor conductor, VolumeJournals journals) {
    this.engine = engine;
    this.conductor = conductor;
    this.journals = journals;
  }

  /**
   * Does something while nobody else has the volumes that are written.
   *
   * @param work is given what makes sure that it is still so, to call before anything is final
   * @throws dev.lifeboat.problem.ProblemException with {@code SERVICE_STARTED}, or what the engine
   *     says
   */
  void during(VolumeRestoreRecord record, Progress progress, Consumer<Runnable> work) {
    VolumeUsers users = new VolumeUsers(engine);
    List<String> volumes = record.written();
    List<ServiceContainer> up =
        users.of(volumes).stream().filter(ServiceContainer::isActive).toList();
    if (up.isEmpty()) {
      work.accept(() -> users.requireNone(volumes, record.purpose()));
      return;
    }
    Halt halt =
        conductor.halt(
            new HaltRequest(
                HaltRequest.Act.STOP,
                up,
                record.purpose(),
                Optional.of(journals.marker(record.id()))),
            progress);
    try {
      users.requireNone(volumes, record.purpose());
      work.accept(() -> users.requireNone(volumes, record.purpose()));
    } finally {
      halt.leave();
    }
  }
}

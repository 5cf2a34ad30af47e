package dev.lifeboat.source.volume;

import dev.lifeboat.docker.Engine;
import dev.lifeboat.docker.Volume;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.ProblemException;
import java.util.Optional;

/** Takes a restore back that was not proven: volumes are then as they were. */
final class VolumeRollback {
  private final Engine engine;
  private final VolumeJournals journals;

  VolumeRollback(Engine engine, VolumeJournals journals) {
    this.engine = engine;
    this.journals = journals;
  }

  /**
   * @param requireQuiet fails if somebody may have written meanwhile: then what is kept stays
   */
  void run(VolumeRestoreRecord record, Runnable requireQuiet) {
    if (record.state() == VolumeRestoreState.WRITING) {
      record.volumes().forEach(each -> bringBack(record, each));
      requireQuiet.run();
    }
    for (RestoredVolume each : record.volumes()) {
      if (!each.created()) {
        engine.removeVolume(record.keptName(each), false);
      }
    }
    journals.remove(record.id());
  }

  private void bringBack(VolumeRestoreRecord record, RestoredVolume volume) {
    if (volume.created()) {
      removeMade(record, volume);
    } else if (volume.kept().isPresent() && volume.before().isPresent()) {
      if (engine.volume(volume.volume()).isEmpty()) {
        // Somebody removed it meanwhile; it was there, so it has to be there again.
        var _ = engine.createVolume(volume.anew());
      }
      new VolumeContents(engine)
          .bringBack(volume.kept().get(), volume.volume(), volume.before().get(), _ -> {});
    }
  }

  /** Only what this restore has made: its label says so. */
  private void removeMade(VolumeRestoreRecord record, RestoredVolume volume) {
    Optional<Volume> made =
        engine
            .volume(volume.volume())
            .filter(it -> it.label(VolumeContents.RESTORE).equals(Optional.of(record.id())));
    if (made.isPresent()) {
      try {
        engine.removeVolume(volume.volume(), false);
      } catch (ProblemException e) {
        if (e.problems().getFirst().code() != Code.DOCKER_CONFLICT) {
          throw e;
        }
        // A container has it by now. Empty it is what Compose would have made itself.
        try (VolumeAccess access = VolumeAccess.open(engine, volume.volume())) {
          access.empty();
        }
      }
    }
  }
}

package dev.lifeboat;

import dev.lifeboat.cli.Conduct;
import dev.lifeboat.cli.Elsewhere;
import dev.lifeboat.cli.Services;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.source.RestoreTarget;
import dev.lifeboat.source.UndoPlan;
import java.util.Optional;

/** Finds the newest restore that can be taken back: of the database, or of volumes. */
record Undoing(Wiring wiring, VolumeRestores volumes, Conduct conduct) {
  Services.OpenUndo open(Elsewhere elsewhere, Recorder recorder) {
    Progress progress = conduct.progress();
    // Another server has nothing to do with this host's volumes.
    boolean databaseOnly = elsewhere.namesServer();
    Optional<VolumeRestores.Undoable> volume =
        databaseOnly ? Optional.empty() : volumes.undoable(progress);
    Optional<RestoreTarget> database = Optional.empty();
    try {
      database = database(volume.isPresent());
      database.ifPresent(target -> target.recover(progress).forEach(progress::warn));
      Optional<UndoPlan> plan = database.flatMap(RestoreTarget::planUndo);
      if (volume.isPresent() && isNewer(volume.get().plan(), plan)) {
        database.ifPresent(RestoreTarget::close);
        return new UndoSession(volume.get().plan(), volume.get().target(), recorder);
      }
      volume.ifPresent(each -> each.target().close());
      return new UndoSession(plan.orElseThrow(Undoing::nothing), database.orElseThrow(), recorder);
    } catch (RuntimeException e) {
      database.ifPresent(RestoreTarget::close);
      volume.ifPresent(each -> each.target().close());
      throw e;
    }
  }

  /** Whoever takes a restore of volumes back doesn't need a database that runs. */
  private Optional<RestoreTarget> database(boolean needless) {
    try {
      return Optional.of(wiring.target());
    } catch (ProblemException e) {
      if (!needless) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private static boolean isNewer(UndoPlan volumes, Optional<UndoPlan> database) {
    return database.filter(plan -> plan.restoredAt().isAfter(volumes.restoredAt())).isEmpty();
  }

  private static RuntimeException nothing() {
    return Problem.of(
            Code.UNDO_NOTHING,
            "there is no restore that can be taken back",
            "data that a restore replaced is kept for 'keep-old' (7 d unless lifeboat.yaml says"
                + " otherwise)")
        .exception();
  }
}

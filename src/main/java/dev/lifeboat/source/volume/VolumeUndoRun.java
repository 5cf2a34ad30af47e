package dev.lifeboat.source.volume;

import dev.lifeboat.docker.Engine;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Brings back what volumes held before a restore; what it brought is kept aside. */
final class VolumeUndoRun {
  private final Engine engine;
  private final VolumeJournals journals;
  private final VolumePoint.Hook hook;
  private final VolumePhases phases;

  VolumeUndoRun(
      Engine engine, VolumeJournals journals, VolumePoint.Hook hook, VolumePhases phases) {
    this.engine = engine;
    this.journals = journals;
    this.hook = hook;
    this.phases = phases;
  }

  /**
   * Makes sure that all that was kept is there as it was. To call before anything is stopped.
   *
   * @throws dev.lifeboat.problem.ProblemException with {@code RESTORE_REFUSED}
   */
  void requireKept(VolumeRestoreRecord record) {
    for (RestoredVolume each : record.volumes()) {
      if (each.kept().isPresent() && each.before().isPresent()) {
        phases
            .run(
                "check what was kept",
                each.before().get().bytes(),
                phase ->
                    new VolumeContents(engine)
                        .loss(each.kept().get(), each.before().get(), phase::advance))
            .ifPresent(
                loss -> {
                  throw VolumeUndo.impossible(record, each, loss);
                });
      }
    }
  }

  /**
   * Why an undo that was cut off can't be completed, in words: of a volume that doesn't hold yet
   * what it shall, what it held is kept no longer.
   */
  Optional<String> loss(VolumeRestoreRecord record) {
    VolumeContents contents = new VolumeContents(engine);
    for (RestoredVolume each : record.volumes()) {
      if (each.kept().isPresent() && each.before().isPresent()) {
        VolumeContent before = each.before().get();
        boolean back =
            engine.volume(each.volume()).isPresent()
                && VolumeContents.isSame(before, contents.contentOf(each.volume(), _ -> {}));
        Optional<String> loss =
            back ? Optional.empty() : contents.loss(each.kept().get(), before, _ -> {});
        if (loss.isPresent()) {
          return loss;
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Takes an undo back that can't be completed: the volumes hold again what it had copied aside.
   *
   * @param requireQuiet fails if somebody may have written meanwhile
   */
  void retreat(VolumeRestoreRecord record, Runnable requireQuiet) {
    VolumeContents contents = new VolumeContents(engine);
    for (RestoredVolume each : record.volumes()) {
      if (each.aside().isPresent()) {
        String aside = each.aside().get();
        VolumeContent content = contents.contentOf(aside, _ -> {});
        if (engine.volume(each.volume()).isEmpty()) {
          var _ = engine.createVolume(each.anew());
        }
        contents.bringBack(aside, each.volume(), content, _ -> {});
      }
    }
    requireQuiet.run();
    settle(record);
  }

  /** Copies aside what is there now; until this is over, the undo can be given up. */
  VolumeRestoreRecord keep(VolumeRestoreRecord first) {
    VolumeRestoreRecord record = first;
    for (RestoredVolume each : first.volumes()) {
      if (each.kept().isPresent() && engine.volume(each.volume()).isPresent()) {
        String aside = record.asideName(each);
        String id = record.id();
        phases.run(
            "keep what is there",
            0,
            phase ->
                new VolumeContents(engine)
                    .keep(each.volume(), aside, id, Sieve.nobody(), phase::advance));
        record = record.with(each.asideAs(aside));
      }
    }
    hook.reached(VolumePoint.UNDO_KEPT);
    VolumeRestoreRecord writing = record.in(VolumeRestoreState.UNDO_WRITING);
    journals.write(writing);
    hook.reached(VolumePoint.UNDO_WRITING);
    return writing;
  }

  /**
   * Goes through with it; what was cut off here is completed, and not taken back.
   *
   * @param requireQuiet fails if somebody may have written meanwhile: then what is kept stays
   */
  VolumeRestoreRecord complete(VolumeRestoreRecord record, Runnable requireQuiet) {
    for (RestoredVolume each : record.volumes()) {
      if (each.kept().isPresent() && each.before().isPresent()) {
        if (engine.volume(each.volume()).isEmpty()) {
          var _ = engine.createVolume(each.anew());
        }
        phases.run(
            "write and prove",
            each.before().get().bytes(),
            phase -> {
              new VolumeContents(engine)
                  .bringBack(each.kept().get(), each.volume(), each.before().get(), phase::advance);
              return each;
            });
      }
    }
    hook.reached(VolumePoint.UNDO_WRITTEN);
    requireQuiet.run();
    VolumeRestoreRecord undone = record.in(VolumeRestoreState.UNDONE);
    journals.write(undone);
    for (RestoredVolume each : record.volumes()) {
      var _ = each.kept().filter(this::isRemoved);
    }
    hook.reached(VolumePoint.UNDO_DONE);
    return undone;
  }

  /** The undo has not begun to write: it never happened. */
  void giveUp(VolumeRestoreRecord record) {
    VolumeRestoreRecord marked = record;
    for (RestoredVolume each : record.volumes()) {
      if (engine.volume(record.asideName(each)).isPresent()) {
        marked = marked.with(each.asideAs(record.asideName(each)));
      }
    }
    settle(marked);
  }

  /**
   * The restore holds again. The journal says so first: as long as it calls for what was copied
   * aside, that has to be there.
   */
  private void settle(VolumeRestoreRecord record) {
    VolumeRestoreRecord done = record.in(VolumeRestoreState.DONE);
    journals.write(done);
    hook.reached(VolumePoint.RETREATED);
    var _ = tidy(done);
  }

  /** Removes what an undo had copied aside that never came to be, as far as nobody uses it. */
  VolumeRestoreRecord tidy(VolumeRestoreRecord done) {
    VolumeRestoreRecord record = done;
    for (RestoredVolume each : done.volumes()) {
      if (each.aside().isPresent() && isRemoved(each.aside().get())) {
        record = record.with(each.nothingAside());
      }
    }
    if (!record.equals(done)) {
      journals.write(record);
    }
    return record;
  }

  /** One that somebody looks into goes when its time is over. */
  private boolean isRemoved(String volume) {
    try {
      engine.removeVolume(volume, false);
      return true;
    } catch (ProblemException e) {
      if (e.problems().getFirst().code() != Code.DOCKER_CONFLICT) {
        throw e;
      }
      return false;
    }
  }

  /** Where what the restore had brought is kept, in words. */
  static List<String> aside(VolumeRestoreRecord record) {
    List<String> words = new ArrayList<>();
    for (RestoredVolume each : record.volumes()) {
      each.aside()
          .ifPresent(
              name ->
                  words.add("what '%s' held: in the volume '%s'".formatted(each.volume(), name)));
    }
    return words;
  }
}

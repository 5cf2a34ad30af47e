package dev.lifeboat.source.volume;

import dev.lifeboat.docker.Engine;
import java.util.ArrayList;
import java.util.List;

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
      each.kept().ifPresent(kept -> engine.removeVolume(kept, false));
    }
    hook.reached(VolumePoint.UNDO_DONE);
    return undone;
  }

  /** The undo has not begun to write: it never happened. */
  void giveUp(VolumeRestoreRecord record) {
    for (RestoredVolume each : record.volumes()) {
      engine.removeVolume(record.asideName(each), false);
    }
    journals.write(record.in(VolumeRestoreState.DONE));
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

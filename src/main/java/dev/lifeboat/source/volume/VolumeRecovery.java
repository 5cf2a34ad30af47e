package dev.lifeboat.source.volume;

import dev.lifeboat.compose.Conductor;
import dev.lifeboat.docker.Engine;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Settles what died, and removes what is kept no longer. Its caller has the lock. */
final class VolumeRecovery {
  private final Engine engine;
  private final Conductor conductor;
  private final VolumeJournals journals;
  private final InstantSource clock;

  VolumeRecovery(Engine engine, Conductor conductor, VolumeJournals journals, InstantSource clock) {
    this.engine = engine;
    this.conductor = conductor;
    this.journals = journals;
    this.clock = clock;
  }

  /**
   * Settles each. One that can't be settled doesn't keep the others from it.
   *
   * @param done told what was done, in words
   * @return what goes wrong
   */
  List<Problem> run(Progress progress, Consumer<String> done) {
    List<Problem> problems = new ArrayList<>();
    for (VolumeRestoreRecord record : journals.all()) {
      if (record.engine().equals(engine.address().toString())) {
        try {
          if (record.state().isSettled()) {
            expire(tidied(record), progress).ifPresent(done);
          } else {
            done.accept(settle(record, progress));
          }
        } catch (ProblemException e) {
          problems.addAll(e.problems());
        }
      }
    }
    journals.sweep();
    return List.copyOf(problems);
  }

  /** Without what an undo that was given up had left, because it was cut off right then. */
  private VolumeRestoreRecord tidied(VolumeRestoreRecord record) {
    return record.state() == VolumeRestoreState.DONE
        ? new VolumeUndoRun(engine, journals, _ -> {}, new VolumePhases(Progress.silent()))
            .tidy(record)
        : record;
  }

  private String settle(VolumeRestoreRecord record, Progress progress) {
    VolumeStandstill standstill = new VolumeStandstill(engine, conductor, journals);
    VolumeRollback rollback = new VolumeRollback(engine, journals);
    VolumeUndoRun undo =
        new VolumeUndoRun(engine, journals, _ -> {}, new VolumePhases(Progress.silent()));
    return switch (record.state()) {
      case KEEPING -> {
        rollback.run(record, () -> {});
        yield "removed what %s left when it was cut off; the volumes are as they were before"
            .formatted(record.purpose());
      }
      case WRITING -> {
        standstill.during(record, progress, quiet -> rollback.run(record, quiet));
        yield "%s was cut off: brought back what the volumes held before"
            .formatted(record.purpose());
      }
      case UNDO_KEEPING -> {
        undo.giveUp(record);
        yield "the undo of %s was cut off before it began: the volumes are as they were"
            .formatted(record.purpose());
      }
      case UNDO_WRITING -> {
        Optional<String> loss = undo.loss(record);
        standstill.during(
            record,
            progress,
            quiet -> {
              if (loss.isPresent()) {
                undo.retreat(record, quiet);
              } else {
                var _ = undo.complete(record, quiet);
              }
            });
        yield loss.map(
                why ->
                    "the undo of %s was cut off, and can't be completed: %s; the volumes hold again what they held before it"
                        .formatted(record.purpose(), why))
            .orElse("completed the undo of %s, which was cut off".formatted(record.purpose()));
      }
      case DONE, UNDONE -> throw new IllegalStateException("settled");
    };
  }

  /**
   * Volumes whose time is over; one that a container uses by now stays, and so does its journal.
   */
  private Optional<String> expire(VolumeRestoreRecord record, Progress progress) {
    if (record.keptUntil().filter(until -> until.isAfter(clock.instant())).isPresent()) {
      return Optional.empty();
    }
    List<String> kept =
        record.volumes().stream()
            .flatMap(each -> Stream.concat(each.kept().stream(), each.aside().stream()))
            .filter(name -> engine.volume(name).isPresent())
            .toList();
    try {
      kept.forEach(name -> engine.removeVolume(name, false));
      journals.remove(record.id());
    } catch (ProblemException e) {
      if (e.problems().getFirst().code() != Code.DOCKER_CONFLICT) {
        throw e;
      }
      progress.warn(
          "what %s kept is in use and stays: ".formatted(record.purpose()) + e.getMessage());
      return Optional.empty();
    }
    return kept.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "removed what %s had kept, whose time is over: %s"
                .formatted(record.purpose(), String.join(", ", kept)));
  }
}

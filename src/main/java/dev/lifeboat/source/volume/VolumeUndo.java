package dev.lifeboat.source.volume;

import dev.lifeboat.docker.Engine;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.source.RestoreStep;
import dev.lifeboat.source.UndoPlan;
import dev.lifeboat.units.Spans;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Takes the newest restore of volumes back. */
final class VolumeUndo {
  private final VolumeJournals journals;
  private final String stack;
  private final InstantSource clock;

  VolumeUndo(VolumeJournals journals, String stack, InstantSource clock) {
    this.journals = journals;
    this.stack = stack;
    this.clock = clock;
  }

  /** The stack's newest restore whose old content is still kept. */
  Optional<VolumeRestoreRecord> newest() {
    return journals.all().stream()
        .filter(record -> record.stack().equals(stack))
        .filter(record -> record.state() == VolumeRestoreState.DONE)
        .filter(
            record ->
                record.keptUntil().filter(until -> until.isAfter(clock.instant())).isPresent())
        .max(Comparator.comparing(record -> record.restoredAt().orElse(Instant.EPOCH)));
  }

  /**
   * @param services what has to be stopped
   * @throws ProblemException with {@code RESTORE_REFUSED} if a volume that keeps what was there is
   *     gone; whether each still holds it is found before anything is stopped
   */
  UndoPlan plan(VolumeRestoreRecord record, List<String> services, Engine engine) {
    List<RestoredVolume> back =
        record.volumes().stream().filter(each -> each.kept().isPresent()).toList();
    requireKept(record, back, engine);
    List<RestoreStep> steps = new ArrayList<>();
    if (!services.isEmpty()) {
      steps.add(
          new RestoreStep("stop what uses the volumes: " + String.join(", ", services), true));
    }
    String names = String.join("', '", back.stream().map(RestoredVolume::volume).toList());
    steps.add(
        new RestoreStep(
            "copy what '%s' now %s into volumes of ours, and prove the copies; kept for %s"
                .formatted(
                    names, back.size() == 1 ? "holds" : "hold", Spans.print(record.keepOld())),
            false));
    steps.add(
        new RestoreStep(
            "fill '%s' with what was there before the restore, and prove it".formatted(names),
            true));
    if (!services.isEmpty()) {
      steps.add(new RestoreStep("start the services again, and wait until they are well", false));
    }
    List<String> since =
        back.stream()
            .filter(each -> engine.volume(each.volume()).isEmpty())
            .map(each -> "the volume '%s' was removed".formatted(each.volume()))
            .toList();
    List<String> stays =
        record.volumes().stream()
            .filter(RestoredVolume::created)
            .map(each -> "the volume '%s', which the restore made".formatted(each.volume()))
            .toList();
    return new UndoPlan(
        record.id(),
        record.backup(),
        record.restoredAt().orElse(record.begun()),
        record.keptUntil().orElse(Instant.EPOCH),
        steps,
        since,
        stays);
  }

  private static void requireKept(
      VolumeRestoreRecord record, List<RestoredVolume> back, Engine engine) {
    for (RestoredVolume each : back) {
      each.kept()
          .filter(kept -> engine.volume(kept).isEmpty())
          .ifPresent(
              kept -> {
                throw impossible(record, each, VolumeContents.gone(kept));
              });
    }
  }

  /** Before anything is stopped: a restore can't be taken back without what it had kept. */
  static ProblemException impossible(
      VolumeRestoreRecord record, RestoredVolume volume, String loss) {
    return Problem.of(
            Code.RESTORE_REFUSED,
            "%s can't be taken back, and nothing was touched: %s".formatted(record.purpose(), loss),
            "restore the volume from a backup from before: lifeboat restore BACKUP --volume "
                + volume.name())
        .exception();
  }
}

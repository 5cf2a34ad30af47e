package dev.lifeboat;

import dev.lifeboat.backup.BackupReport;
import dev.lifeboat.backup.BackupRunner;
import dev.lifeboat.cli.Conduct;
import dev.lifeboat.cli.VerifyChoice;
import dev.lifeboat.compose.Conductor;
import dev.lifeboat.compose.EngineContainers;
import dev.lifeboat.docker.Engine;
import dev.lifeboat.guard.Guard;
import dev.lifeboat.guard.GuardStatus.Verdict;
import dev.lifeboat.ledger.RunKind;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.recovery.CorruptDatabase;
import dev.lifeboat.recovery.Scene;
import dev.lifeboat.repository.BackupRequest;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.repository.manifest.Contents;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.source.BackupSource;
import dev.lifeboat.source.Item;
import dev.lifeboat.source.SourceKind;
import dev.lifeboat.source.volume.ForensicSource;
import dev.lifeboat.source.volume.VolumeConsistency;
import dev.lifeboat.source.volume.VolumeSource;
import dev.lifeboat.source.volume.VolumeWish;
import dev.lifeboat.verify.Level;
import dev.lifeboat.verify.VerifyReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Keeps damaged volumes in the repository before they go.
 *
 * @param connect connects to the stack's engine once more
 */
record KeptEvidence(
    Wiring wiring,
    Scene scene,
    Supplier<Engine> connect,
    String project,
    Map<String, String> environment,
    Conduct conduct)
    implements CorruptDatabase.Evidence {
  private static final Duration HELD = Duration.ofDays(90);
  private static final Duration LEAVE = Duration.ofHours(6);

  @Override
  public String keep(String volume, Conductor conductor) {
    VolumeSource.Tools tools =
        new VolumeSource.Tools(
            conductor,
            new EngineContainers(scene.engine()),
            container -> {
              throw new IllegalStateException(container.name() + " was stopped");
            });
    VolumeWish stopped =
        new VolumeWish(Optional.of(VolumeConsistency.STOP), List.of(), List.of(), false);
    Repository repository = wiring.repository();
    Manifest made;
    // Compared with nothing: what is damaged may well look wrong.
    try (VolumeSource source =
        new VolumeSource(
            connect.get(),
            tools,
            project,
            Map.of(volume, stopped),
            List.of(volume),
            scene.clock())) {
      made =
          copy(
              volume,
              new ForensicSource(source),
              repository,
              new BackupRequest(
                  wiring.config().stack().value(),
                  SourceKind.FORENSIC,
                  Optional.of("volume '%s' before 'recover corrupt-database'".formatted(volume)),
                  List.of("forensic"),
                  wiring.config().minFree().bytes(),
                  "",
                  "recover"),
              conduct.progress());
    }
    String id = made.backup().value();
    requireWhole(id);
    var _ =
        repository.hold(
            made.backup(),
            "what corrupted files of volume '%s' were".formatted(volume),
            Optional.of(now().plus(HELD)),
            "");
    return id;
  }

  /**
   * Copies a volume, and refuses a copy that doesn't hold it: of one that holds nothing, nothing is
   * damaged, so that verifying it tells nothing.
   */
  static Manifest copy(
      String volume,
      BackupSource source,
      Repository repository,
      BackupRequest request,
      Progress progress) {
    BackupReport made = new BackupRunner(repository, progress).run(source, request);
    Contents contents = repository.contents(made.manifest());
    boolean whole =
        made.missing().isEmpty()
            && contents.missing().isEmpty()
            && made.manifest().complete()
            && contents.items().size() == 1
            && holds(contents.items().getFirst(), volume);
    if (!whole) {
      String id = made.manifest().backup().value();
      List<Problem> problems = new ArrayList<>();
      problems.add(
          Problem.of(
              Code.RESTORE_REFUSED,
              "the copy '%s' does not hold all of the damaged volume '%s': nothing was deleted"
                  .formatted(id, volume),
              "see what it holds: lifeboat show " + id,
              "if the disk is failing, copy what can be read of it to another one first"));
      problems.addAll(made.missing());
      throw new ProblemException(problems);
    }
    return made.manifest();
  }

  /** Its item is there only with its stream: contents are consistent in themselves. */
  private static boolean holds(Item item, String volume) {
    return item.kind().equals(VolumeSource.ITEM)
        && item.name().equals(volume)
        && item.streams().size() == 1;
  }

  private void requireWhole(String id) {
    Recorder recorder =
        new Recorder(wiring.ledger(), RunKind.VERIFY, wiring.config().stack().value(), conduct);
    VerifyReport report =
        new Verification(wiring, recorder, environment, scene.clock())
            .run(new VerifyChoice(id, Level.CONTENT, Optional.empty()));
    if (!report.holds(id)) {
      throw Problem.of(
              Code.RESTORE_REFUSED,
              "the copy '%s' of the damaged volume could not be verified: nothing was deleted"
                  .formatted(id),
              "see why: lifeboat verify %s --level content".formatted(id))
          .exception();
    }
  }

  @Override
  public void release() {
    Guard guard = guard();
    if (guard.status().verdict() != Verdict.OFF) {
      var _ = guard.off(LEAVE, "recover corrupt-database", "lifeboat");
    }
  }

  @Override
  public void anchorAgain() {
    var _ = guard().endLeave();
  }

  private Guard guard() {
    return new Guard(scene.engine(), project, wiring.config().state(), scene.clock());
  }

  private Instant now() {
    return scene.clock().instant();
  }
}

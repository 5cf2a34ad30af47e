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
import dev.lifeboat.recovery.CorruptDatabase;
import dev.lifeboat.recovery.Scene;
import dev.lifeboat.repository.BackupRequest;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.source.SourceKind;
import dev.lifeboat.source.volume.ForensicSource;
import dev.lifeboat.source.volume.VolumeConsistency;
import dev.lifeboat.source.volume.VolumeSource;
import dev.lifeboat.source.volume.VolumeWish;
import dev.lifeboat.verify.Level;
import dev.lifeboat.verify.VerifyReport;
import java.time.Duration;
import java.time.Instant;
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
  public String keep(String volume) {
    Conductor conductor = scene.conductor();
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
    BackupReport made;
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
          new BackupRunner(repository, conduct.progress())
              .run(
                  new ForensicSource(source),
                  new BackupRequest(
                      wiring.config().stack().value(),
                      SourceKind.FORENSIC,
                      Optional.of(
                          "volume '%s' before 'recover corrupt-database'".formatted(volume)),
                      List.of("forensic"),
                      wiring.config().minFree().bytes(),
                      "",
                      "recover"));
    }
    String id = made.manifest().backup().value();
    requireWhole(id);
    var _ =
        repository.hold(
            made.manifest().backup(),
            "what corrupted files of volume '%s' were".formatted(volume),
            Optional.of(now().plus(HELD)),
            "");
    return id;
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

package dev.lifeboat;

import dev.lifeboat.backup.BackupReport;
import dev.lifeboat.backup.BackupRunner;
import dev.lifeboat.cli.BackupChoice;
import dev.lifeboat.cli.Conduct;
import dev.lifeboat.cli.Services;
import dev.lifeboat.cli.VerifyChoice;
import dev.lifeboat.compose.Conductor;
import dev.lifeboat.compose.EngineContainers;
import dev.lifeboat.compose.Halt;
import dev.lifeboat.docker.Engine;
import dev.lifeboat.guard.Guard;
import dev.lifeboat.guard.Teardown;
import dev.lifeboat.guard.TeardownReport;
import dev.lifeboat.ledger.RunKind;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.ExitCode;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.repository.BackupRequest;
import dev.lifeboat.repository.manifest.BackupId;
import dev.lifeboat.source.SourceKind;
import dev.lifeboat.source.volume.VolumeConsistency;
import dev.lifeboat.source.volume.VolumeSource;
import dev.lifeboat.source.volume.VolumeWish;
import dev.lifeboat.verify.Level;
import dev.lifeboat.verify.VerifyReport;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Takes a stack down; with its volumes only once everything in them is in verified backups.
 *
 * @param connect connects to the stack's engine
 * @param host this host's name
 * @param by the account that asks for it
 */
record Dismantling(
    Services services,
    Wiring wiring,
    Supplier<Engine> connect,
    String project,
    String host,
    String by,
    InstantSource clock) {
  private static final String COMMAND = "'lifeboat down --with-volumes'";
  private static final String REASON = "before " + COMMAND;

  /** How long deleting volumes may take before the anchor comes back. */
  private static final Duration LEAVE = Duration.ofHours(1);

  /** What its volumes are called that go with it if they are asked to. */
  List<String> volumes() {
    try (Engine engine = connect.get()) {
      return new Teardown(engine, project).volumes();
    }
  }

  /**
   * @param shown the volumes that go with it, as a person saw them; empty if none do
   */
  TeardownReport run(Conduct conduct, Optional<List<String>> shown) {
    boolean withVolumes = shown.isPresent();
    List<String> backups = new ArrayList<>();
    if (withVolumes) {
      // While it still runs: the database's own backup is the one that restores best.
      BackupReport made =
          services.backup(
              conduct,
              new BackupChoice(Optional.of(REASON), List.of("down"), false, Optional.empty()));
      backups.add(verified(conduct, made));
    }
    try (Engine engine = connect.get()) {
      Teardown teardown = new Teardown(engine, project);
      Conductor conductor =
          new Conductor(new EngineContainers(engine), wiring.config().state(), clock);
      List<String> containers;
      // An error starts again what was stopped, and a crash has the next start do so; of what is
      // removed there is nothing to start.
      try (Halt halt = teardown.stop(conductor, conduct.progress())) {
        if (withVolumes) {
          BackupReport made = volumes(conduct, engine, conductor.within(halt));
          backups.add(verified(conduct, made));
          // They are all that there will be of it.
          backups.forEach(this::hold);
          halt.requireHalted();
          teardown.requireOnly(shown.get(), kept(made));
        }
        containers = teardown.removeContainers();
      }
      List<String> deleted = List.of();
      if (withVolumes) {
        deleted =
            new Guard(engine, project, wiring.config().state(), clock)
                .offForGoodAfter(LEAVE, COMMAND, by, () -> teardown.deleteVolumes(shown.get()));
      }
      return new TeardownReport(wiring.config().stack().value(), containers, deleted, backups);
    }
  }

  /** Of all volumes, at the one moment at which nothing runs. */
  private BackupReport volumes(Conduct conduct, Engine engine, Conductor conductor) {
    Map<String, VolumeWish> wishes =
        engine.volumes(Map.of()).stream()
            .collect(
                Collectors.toMap(
                    each -> each.name(),
                    _ ->
                        new VolumeWish(
                            Optional.of(VolumeConsistency.STOP), List.of(), List.of(), false)));
    VolumeSource.Tools tools =
        new VolumeSource.Tools(
            conductor,
            new EngineContainers(engine),
            container -> {
              throw new IllegalStateException(container.name() + " was stopped");
            });
    return new Recorder(wiring.ledger(), RunKind.BACKUP, wiring.config().stack().value(), conduct)
        .record(
            run -> {
              try (VolumeSource source =
                  new VolumeSource(connect.get(), tools, project, wishes, List.of(), clock)) {
                return new BackupRunner(wiring.repository(), run)
                    .run(
                        source,
                        new BackupRequest(
                            wiring.config().stack().value(),
                            SourceKind.VOLUMES,
                            Optional.of(REASON),
                            List.of("down"),
                            wiring.config().minFree().bytes(),
                            host,
                            services.version()));
              }
            },
            report ->
                new Recorder.Outcome(
                    report.manifest().backup().value(),
                    ExitCode.OK,
                    report.manifest().sourceBytes()));
  }

  /** The full names of the volumes in a backup. */
  private static Set<String> kept(BackupReport made) {
    return made.items().stream()
        .filter(item -> item.kind().equals(VolumeSource.ITEM))
        .map(item -> String.valueOf(item.attributes().get(VolumeSource.FULL_NAME)))
        .collect(Collectors.toSet());
  }

  private String verified(Conduct conduct, BackupReport made) {
    String id = made.manifest().backup().value();
    if (!made.missing().isEmpty() || made.suspicious()) {
      throw refused(id, "is incomplete or suspicious");
    }
    VerifyReport report =
        services.verify(conduct, new VerifyChoice(id, Level.CONTENT, Optional.empty()));
    if (!report.holds(id)) {
      throw refused(id, "could not be verified");
    }
    return id;
  }

  private void hold(String backup) {
    var _ =
        wiring
            .repository()
            .hold(
                new BackupId(backup),
                "all that is left of the volumes of stack '%s'"
                    .formatted(wiring.config().stack().value()),
                Optional.empty(),
                host);
  }

  private static RuntimeException refused(String id, String why) {
    return Problem.of(
            Code.RESTORE_REFUSED,
            "backup '%s' %s: no volume was deleted".formatted(id, why),
            "see why: lifeboat verify %s --level content".formatted(id))
        .exception();
  }
}

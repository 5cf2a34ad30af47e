package dev.lifeboat;

import dev.lifeboat.cli.Conduct;
import dev.lifeboat.cli.RestoreChoice;
import dev.lifeboat.cli.Services;
import dev.lifeboat.cli.VolumeChoice;
import dev.lifeboat.cli.VolumesInFolder;
import dev.lifeboat.compose.Conductor;
import dev.lifeboat.compose.Probe;
import dev.lifeboat.config.Config;
import dev.lifeboat.config.ProbeSettings;
import dev.lifeboat.config.Secret;
import dev.lifeboat.docker.Engine;
import dev.lifeboat.docker.Leftovers;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.repository.BackupEntry;
import dev.lifeboat.repository.Backups;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.repository.manifest.Contents;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.restore.PreparedRestore;
import dev.lifeboat.restore.RestoreRunner;
import dev.lifeboat.source.CapturedStreams;
import dev.lifeboat.source.RestoreRequest;
import dev.lifeboat.source.RestoreTarget;
import dev.lifeboat.source.SourceKind;
import dev.lifeboat.source.StreamName;
import dev.lifeboat.source.UndoPlan;
import dev.lifeboat.source.volume.VolumeFolder;
import dev.lifeboat.source.volume.VolumeSettings;
import dev.lifeboat.source.volume.VolumeTarget;
import dev.lifeboat.verify.StoredCheck;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Restores volumes of the stack that the configuration names. */
record VolumeRestores(Wiring wiring, Map<String, String> environment, InstantSource clock) {
  private static final String LATEST = "latest";

  /** Verifies and plans; the caller shows the plan, asks, and executes or closes. */
  Services.OpenRestore prepare(Conduct conduct, RestoreChoice choice, Recorder recorder) {
    Repository repository = wiring.repository();
    BackupEntry backup =
        select(repository, choice, choice.selection().as().isPresent(), conduct.progress());
    RestoreRequest request = request(choice);
    RestoreTarget target = target(choice.volumes().map(VolumeChoice::acceptLive).orElse(false));
    try {
      PreparedRestore prepared =
          new RestoreRunner(repository, clock, conduct.progress()).prepare(backup, target, request);
      return new RestoreSession(prepared, repository, target, recorder, clock);
    } catch (RuntimeException e) {
      target.close();
      throw e;
    }
  }

  /** Writes volumes into a folder; needs no engine. */
  VolumesInFolder toFolder(Conduct conduct, RestoreChoice choice, Path folder) {
    Instant start = clock.instant();
    Repository repository = wiring.repository();
    Manifest manifest = select(repository, choice, true, conduct.progress()).trusted();
    Contents contents = repository.contents(manifest);
    CapturedStreams streams = repository.streams(manifest, contents);
    VolumeFolder writer = new VolumeFolder(streams, choice.selection());
    Set<StreamName> needed = writer.needed();
    StoredCheck.require(repository, manifest, contents, needed, conduct.progress());
    VolumeFolder.Written written = writer.write(folder, conduct.progress());
    return new VolumesInFolder(
        manifest,
        folder,
        written.proof(),
        written.warnings(),
        Duration.between(start, clock.instant()));
  }

  private RestoreRequest request(RestoreChoice choice) {
    return new RestoreRequest(
        choice.destination(),
        choice.selection(),
        false,
        false,
        choice.requireQuiet(),
        choice.keepOld().orElse(wiring.config().keepOld()));
  }

  /**
   * @param aside whether nothing of the stack is replaced: then what an accident left will do, if
   *     its id is named
   */
  static BackupEntry select(
      Repository repository, RestoreChoice choice, boolean aside, Progress progress) {
    Backups backups = Backups.expectingTheNewest(repository).telling(progress::warn);
    Backups volumes = backups.ofKind(SourceKind.VOLUMES);
    if (choice.at().isPresent()) {
      return volumes.at(choice.at().get());
    }
    BackupEntry chosen =
        choice.backup().equals(LATEST) ? volumes.latest() : backups.select(choice.backup());
    chosen.manifest().map(Manifest::source).ifPresent(kind -> requireVolumes(kind, chosen, aside));
    return chosen;
  }

  private static void requireVolumes(String kind, BackupEntry chosen, boolean aside) {
    if (kind.equals(SourceKind.FORENSIC) && !aside) {
      throw Problem.of(
              Code.USAGE,
              "'%s' is a copy of a damaged volume, which takes the place of none"
                  .formatted(chosen.id()),
              "look into it: lifeboat restore %s --volume NAME --to-dir DIR".formatted(chosen.id()),
              "or have it in a new volume: --as NEW_VOLUME")
          .exception();
    }
    if (!kind.equals(SourceKind.FORENSIC) && !kind.equals(SourceKind.VOLUMES)) {
      throw Problem.of(
              Code.USAGE,
              "backup '%s' is of the database, not of volumes".formatted(chosen.id()),
              "without '--volume' it restores the database",
              "the newest of the volumes is 'latest'")
          .exception();
    }
  }

  private VolumeTarget target(boolean acceptLive) {
    Config config = wiring.config();
    Engines engines = new Engines(config, environment);
    Engine engine = engines.connect();
    try {
      var _ = Leftovers.sweep(engine);
      VolumeSettings settings =
          new VolumeSettings(
              config.stack().value(),
              engines.project(),
              config.health().timeout(),
              probes(config),
              acceptLive);
      return VolumeTarget.open(engine, settings, config.state(), clock);
    } catch (RuntimeException e) {
      engine.close();
      throw e;
    }
  }

  /** What the configuration asks to know whether the stack works. */
  static List<Probe> probes(Config config) {
    return config.health().probes().stream().map(VolumeRestores::probe).toList();
  }

  private static Probe probe(ProbeSettings settings) {
    return switch (settings) {
      case ProbeSettings.Http http ->
          new Probe.Http(URI.create(http.address().reveal()), http.status());
      case ProbeSettings.Command command ->
          new Probe.InContainer(
              command.service(), command.words().stream().map(Secret::reveal).toList());
    };
  }

  /**
   * Does what a killed command could not: brings volumes back, completes what was proven, starts
   * services that were stopped. Without anything to settle, no engine is needed.
   */
  void settle(Progress progress) {
    if (!isUnsettled()) {
      return;
    }
    try (VolumeTarget target = target(false)) {
      target.recover(progress).forEach(progress::warn);
    } catch (ProblemException e) {
      progress.warn(
          "what an interrupted command left of the stack could not be settled: " + e.getMessage());
    }
  }

  private boolean isUnsettled() {
    Path state = wiring.config().state();
    // What isn't a folder has nothing in it; that it can't be used is said elsewhere.
    return Files.isDirectory(state)
        && (Conductor.hasRecords(state) || VolumeTarget.hasUnsettled(state, clock));
  }

  /** The newest restore of volumes that can be taken back; its target is open then. */
  Optional<Undoable> undoable(Progress progress) {
    Path state = wiring.config().state();
    if (!Files.isDirectory(state) || !VolumeTarget.hasJournals(state)) {
      return Optional.empty();
    }
    VolumeTarget target = target(false);
    try {
      target.recover(progress).forEach(progress::warn);
      Optional<UndoPlan> plan = target.planUndo();
      if (plan.isEmpty()) {
        target.close();
      }
      return plan.map(found -> new Undoable(found, target));
    } catch (RuntimeException e) {
      target.close();
      throw e;
    }
  }

  /** What can be taken back, with the connection that it needs. */
  record Undoable(UndoPlan plan, RestoreTarget target) {}
}

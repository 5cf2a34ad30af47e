package dev.lifeboat.recovery;

import dev.lifeboat.compose.Conductor;
import dev.lifeboat.compose.EngineContainers;
import dev.lifeboat.compose.Probe;
import dev.lifeboat.compose.ProbeResult;
import dev.lifeboat.compose.Probes;
import dev.lifeboat.docker.Container;
import dev.lifeboat.docker.Engine;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.repository.BackupEntry;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.restore.PreparedRestore;
import dev.lifeboat.restore.RestoreReport;
import dev.lifeboat.restore.RestoreRunner;
import dev.lifeboat.source.CapturedStreams;
import dev.lifeboat.source.LifeSign;
import dev.lifeboat.source.RestoreDestination;
import dev.lifeboat.source.RestoreRequest;
import dev.lifeboat.source.RestoreSelection;
import dev.lifeboat.source.RestoreTarget;
import dev.lifeboat.stack.LockedImage;
import dev.lifeboat.stack.StackRecord;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What every recovery has before it: the stack as a backup recorded it, the engine, and what the
 * backup holds.
 *
 * @param stack the stack's name
 * @param record what the stack consisted of; an engine had been asked
 * @param entry the backup that the data comes from
 * @param streams its content
 * @param images how saved images are read
 * @param health how long services may take to be well
 * @param keepOld how long replaced data is kept
 * @param unfinished says that the database is on its way back
 * @param swap says that a restore of the database may be half swapped
 */
public record Scene(
    String stack,
    StackRecord record,
    Engine engine,
    Conductor conductor,
    Revival revival,
    StackDatabase database,
    StackVolumes volumes,
    Repository repository,
    BackupEntry entry,
    CapturedStreams streams,
    SavedImages images,
    List<Probe> probes,
    Duration health,
    Duration keepOld,
    Unfinished unfinished,
    HalfSwap swap,
    InstantSource clock,
    Progress progress)
    implements AutoCloseable {
  public Scene {
    probes = List.copyOf(probes);
  }

  /** What Compose calls the stack. */
  String project() {
    return record.project().orElseThrow().name();
  }

  /** The service that is the database: as configured if the stack had it, else as recorded. */
  public Optional<String> databaseService() {
    return database
        .wanted()
        .service()
        .filter(name -> record.service(name).isPresent())
        .or(record::database);
  }

  Manifest backup() {
    return entry.trusted();
  }

  /** Which services are on other images than at the backup, in words. */
  List<String> otherImages() {
    List<String> others = new ArrayList<>();
    for (LockedImage image : record.lock().images()) {
      Optional<Container> container = revival.container(image.service());
      // Without container, one is made of what the name means now.
      Optional<String> now =
          container
              .map(Container::imageId)
              .or(() -> engine.image(image.image()).map(found -> found.id()));
      now.filter(id -> !id.equals(image.id()))
          .ifPresent(
              id ->
                  others.add(
                      "service '%s' was on image %s (%s) when the backup was made, and is on %s (%s) now"
                          .formatted(
                              image.service(),
                              image.image(),
                              image.shown(),
                              container.map(Container::image).orElse(image.image()),
                              LockedImage.digits(id))));
    }
    return others;
  }

  /** Loads images that the engine lacks and the backup holds; says which. */
  public List<String> loadMissingImages() {
    List<String> done = new ArrayList<>();
    for (LockedImage image : record.lock().images()) {
      if (engine.image(image.id()).isEmpty() && images.ids().contains(image.id())) {
        images.load(image.id(), engine);
        if (engine.image(image.image()).isEmpty()) {
          engine.tag(image.id(), image.image());
        }
        done.add("loaded image %s (%s)".formatted(image.image(), image.shown()));
      }
    }
    return done;
  }

  /** Restores all of the backup, staged and proven. */
  RestoreReport restoreDatabase() {
    try (RestoreTarget target = database.open()) {
      RestoreRunner runner = new RestoreRunner(repository, clock, progress);
      RestoreRequest request =
          new RestoreRequest(
              new RestoreDestination.Staged(), RestoreSelection.ALL, false, false, false, keepOld);
      PreparedRestore prepared = runner.prepare(entry, target, request);
      return runner.execute(prepared, target);
    }
  }

  /** Asks the user's probes. */
  public List<LifeSign> probe() {
    if (probes.isEmpty()) {
      return List.of();
    }
    return asked(new Probes(new EngineContainers(engine), project(), clock).run(probes, health));
  }

  /** What probes answered. */
  public static List<LifeSign> asked(List<ProbeResult> results) {
    List<LifeSign> signs = new ArrayList<>();
    for (ProbeResult result : results) {
      signs.add(
          new LifeSign(
              LifeSign.Kind.PROBE, result.name(), result.passed(), result.words(), result.took()));
    }
    return signs;
  }

  /** Lets go of the engine, and lets others recover the stack. */
  @Override
  public void close() {
    unfinished.close();
    swap.close();
    engine.close();
  }
}

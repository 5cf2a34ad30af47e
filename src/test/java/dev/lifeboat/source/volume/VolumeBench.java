package dev.lifeboat.source.volume;

import dev.lifeboat.docker.Container;
import dev.lifeboat.docker.ContainerState;
import dev.lifeboat.docker.Engine;
import dev.lifeboat.docker.Mount;
import dev.lifeboat.docker.NewContainer;
import dev.lifeboat.docker.NewVolume;
import dev.lifeboat.docker.RestartPolicy;
import dev.lifeboat.docker.Volume;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.source.RestoreDestination;
import dev.lifeboat.source.RestoreRequest;
import dev.lifeboat.source.RestoreResult;
import dev.lifeboat.source.RestoreSelection;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A volume of a small stack on a real engine, and one service that uses it. */
final class VolumeBench {
  static final String PROJECT = "com.docker.compose.project";

  private final Engine engine;
  private final String project;
  private final Path state;

  /**
   * @param project begins all names
   */
  VolumeBench(Engine engine, String project, Path state) {
    this.engine = engine;
    this.project = project;
    this.state = state;
  }

  String volume() {
    return project + "_data";
  }

  /** A name that begins as all of them. */
  String name(String what) {
    return project + "-" + what;
  }

  Engine engine() {
    return engine;
  }

  /** Makes the volume, as Compose would. */
  void create() {
    var _ =
        engine.createVolume(
            NewVolume.local(
                volume(),
                Map.of(PROJECT, project, "com.docker.compose.volume", "data", "own", "label")));
  }

  /** Starts a service that has the volume. */
  void serve(String image) {
    serve(image, project + "-web-1");
  }

  void serve(String image, String name) {
    String id =
        engine.create(
            NewContainer.of(name, image)
                .withEntrypoint("/bin/busybox", "sh", "-c")
                .withCommand("trap 'exit 0' TERM; while :; do busybox sleep 1 & wait $!; done")
                .withMounts(List.of(Mount.volume(volume(), "/data")))
                .withRestart(RestartPolicy.ALWAYS)
                .withLabels(Map.of(PROJECT, project, "com.docker.compose.service", "web")));
    engine.start(id);
  }

  Container web() {
    return engine.container(project + "-web-1").orElseThrow();
  }

  boolean runs() {
    return web().state() == ContainerState.RUNNING;
  }

  /** Makes the volume hold that, and nothing else. */
  void fill(byte[] tar) {
    fill(volume(), tar);
  }

  void fill(String volume, byte[] tar) {
    try (VolumeAccess access = VolumeAccess.open(engine, volume)) {
      access.empty();
      access.write(
          next -> {
            TarParser parser = new TarParser(next);
            parser.accept(tar, 0, tar.length);
            parser.end();
          });
    }
  }

  VolumeContent content() {
    return content(volume());
  }

  VolumeContent content(String volume) {
    try (VolumeAccess access = VolumeAccess.open(engine, volume)) {
      return access.content(_ -> {});
    }
  }

  /** The paths in a volume. */
  List<String> paths(String volume) {
    List<String> paths = new ArrayList<>();
    try (VolumeAccess access = VolumeAccess.open(engine, volume)) {
      access.read(
          new Sieve(
              entry -> {
                paths.add(entry.path().toString());
                return false;
              },
              Sieve.nobody(),
              Sieve.nobody()),
          _ -> {});
    }
    return paths;
  }

  /** A backup of what the volume holds now. */
  StoredStreams capture() {
    ByteArrayOutputStream tar = new ByteArrayOutputStream();
    TarFingerprint fingerprint = new TarFingerprint();
    TarEmitter emitter = new TarEmitter(tar::write);
    try (VolumeAccess access = VolumeAccess.open(engine, volume())) {
      access.read(Sieve.all(List.of(fingerprint, emitter)), _ -> {});
      emitter.end();
    }
    Volume volume = engine.volume(volume()).orElseThrow();
    return new StoredStreams(volume, "data", fingerprint.content(), tar.toByteArray());
  }

  VolumeTarget target(VolumePoint.Hook hook) {
    return target(hook, Clock.systemUTC());
  }

  VolumeTarget target(VolumePoint.Hook hook, InstantSource clock) {
    VolumeSettings settings =
        new VolumeSettings(project, project, Duration.ofMinutes(1), List.of(), false);
    return new VolumeTarget(engine, settings, state, clock, hook);
  }

  static RestoreRequest request(String... only) {
    return request(Optional.empty(), only);
  }

  static RestoreRequest request(Optional<String> as, String... only) {
    return new RestoreRequest(
        new RestoreDestination.Staged(),
        new RestoreSelection(List.of(only), List.of(), as),
        false,
        false,
        false,
        Duration.ofDays(7));
  }

  RestoreResult restore(StoredStreams backup, RestoreRequest request) {
    VolumeTarget target = target(_ -> {});
    return target.restore(target.plan(backup, request), backup, Progress.silent());
  }

  List<String> recover() {
    return target(_ -> {}).recover(Progress.silent());
  }

  List<String> recover(Instant now) {
    return target(_ -> {}, InstantSource.fixed(now)).recover(Progress.silent());
  }

  /** Volumes of ours that are left. */
  List<String> kept() {
    return engine.volumes(Map.of(VolumeContents.OF, volume())).stream().map(Volume::name).toList();
  }

  /** Removes all of it. */
  void clear() {
    engine.containers(Map.of(PROJECT, project)).forEach(each -> engine.remove(each.id(), true));
    engine.remove(name("looker"), true);
    kept().forEach(name -> engine.removeVolume(name, true));
    engine.volumes(Map.of()).stream()
        .map(Volume::name)
        .filter(name -> name.startsWith(project))
        .forEach(name -> engine.removeVolume(name, true));
  }
}

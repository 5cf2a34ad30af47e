package dev.lifeboat.source.volume;

import dev.lifeboat.docker.EngineInfo;
import dev.lifeboat.docker.Volume;
import dev.lifeboat.source.Capture;
import dev.lifeboat.source.Consistency;
import dev.lifeboat.source.Item;
import dev.lifeboat.source.NamedStream;
import dev.lifeboat.source.StreamName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts together what a backup says of the volumes that were read. */
final class VolumeCapture {
  private VolumeCapture() {}

  /**
   * The capture.
   *
   * @param nameless where containers write to volumes without a name, which aren't in it
   */
  static Capture of(
      VolumeRun run, String project, EngineInfo engine, List<String> nameless, Instant until) {
    List<CapturedVolume> volumes = run.captured();
    List<String> warnings = new ArrayList<>(run.warnings());
    List<String> live =
        volumes.stream()
            .filter(volume -> volume.consistency() == VolumeConsistency.LIVE)
            .map(volume -> volume.planned().name())
            .toList();
    if (!live.isEmpty()) {
      warnings.add(
          "read while services could write (live): "
              + String.join(", ", live)
              + "; 'volumes.NAME.consistency' in lifeboat.yaml says otherwise");
    }
    nameless.forEach(
        place ->
            warnings.add(
                "'%s' is a volume without a name, and isn't backed up; give it one in the Compose"
                        .formatted(place)
                    + " file"));
    return new Capture(
        consistency(volumes, until),
        volumes.stream().map(VolumeCapture::item).toList(),
        volumes.stream().map(volume -> new NamedStream(name(volume), volume.stream())).toList(),
        Map.of("project", project, "engine", engine.version()),
        run.missing(),
        warnings);
  }

  /** Of one moment are only volumes that were read under one lock or stop. */
  private static Consistency consistency(List<CapturedVolume> volumes, Instant until) {
    Instant first =
        volumes.stream().map(CapturedVolume::moment).min(Instant::compareTo).orElse(until);
    Set<VolumeConsistency> kinds =
        volumes.stream().map(CapturedVolume::consistency).collect(Collectors.toSet());
    if (kinds.equals(Set.of(VolumeConsistency.STOP))
        || kinds.equals(Set.of(VolumeConsistency.PAUSE))) {
      return new Consistency.ServicesStopped(first);
    }
    return kinds.equals(Set.of(VolumeConsistency.FSYNC_LOCK)) && volumes.size() == 1
        ? new Consistency.Locked(first)
        : new Consistency.Live(first, until);
  }

  private static StreamName name(CapturedVolume volume) {
    return new StreamName("volumes/" + volume.planned().name() + ".tar");
  }

  private static Item item(CapturedVolume captured) {
    Volume volume = captured.planned().volume();
    Map<String, Object> attributes = new HashMap<>(captured.content().attributes());
    attributes.put(VolumeSource.FULL_NAME, volume.name());
    attributes.put("driver", volume.driver());
    attributes.put("options", volume.options());
    attributes.put("labels", volume.labels());
    attributes.put("consistency", captured.consistency().toString());
    attributes.put("moment", captured.moment().toString());
    attributes.put(
        "database",
        captured.planned().writers().stream()
            .anyMatch(each -> DatabaseProgram.in(each).isPresent()));
    return new Item(
        captured.planned().name(),
        VolumeSource.ITEM,
        Optional.of(captured.content().fingerprint()),
        0,
        List.of(name(captured)),
        attributes,
        Optional.empty());
  }
}

package dev.lifeboat.source.volume;

import dev.lifeboat.docker.NewVolume;
import java.util.Map;
import java.util.Optional;

/**
 * What a restore does to one volume: a line of its journal.
 *
 * @param name what the stack calls it
 * @param volume what the engine calls it
 * @param driver the driver of a volume that has to be made
 * @param created whether it wasn't there before
 * @param kept the volume in which the content from before is, once that is proven
 * @param before the content from before
 * @param restored what was restored and proven
 * @param aside after an undo, the volume with the content that the restore had brought
 */
record RestoredVolume(
    String name,
    String volume,
    String driver,
    Map<String, String> options,
    Map<String, String> labels,
    boolean created,
    Optional<String> kept,
    Optional<VolumeContent> before,
    Optional<VolumeContent> restored,
    Optional<String> aside) {
  RestoredVolume {
    options = Map.copyOf(options);
    labels = Map.copyOf(labels);
  }

  NewVolume anew() {
    return new NewVolume(volume, driver, options, labels);
  }

  RestoredVolume keptAs(String other, VolumeContent content) {
    return new RestoredVolume(
        name,
        volume,
        driver,
        options,
        labels,
        created,
        Optional.of(other),
        Optional.of(content),
        restored,
        aside);
  }

  RestoredVolume restored(VolumeContent content) {
    return new RestoredVolume(
        name, volume, driver, options, labels, created, kept, before, Optional.of(content), aside);
  }

  RestoredVolume nothingAside() {
    return new RestoredVolume(
        name, volume, driver, options, labels, created, kept, before, restored, Optional.empty());
  }

  RestoredVolume asideAs(String other) {
    return new RestoredVolume(
        name, volume, driver, options, labels, created, kept, before, restored, Optional.of(other));
  }
}

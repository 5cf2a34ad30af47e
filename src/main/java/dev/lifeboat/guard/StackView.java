package dev.lifeboat.guard;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * What a stack looked like at one moment, as far as it tells that data or programs were exchanged.
 *
 * @param volumes when each named volume was created, by its full name
 * @param images the id of the image that each service runs, by the service's name
 * @param tags the id of the image that each of their names stands for
 */
record StackView(
    Map<String, Instant> volumes, Map<String, String> images, Map<String, String> tags) {
  static final StackView NOTHING = new StackView(Map.of(), Map.of(), Map.of());

  StackView {
    volumes = Map.copyOf(volumes);
    images = Map.copyOf(images);
    tags = Map.copyOf(tags);
  }

  StackView withVolume(String name, Instant created) {
    Map<String, Instant> changed = new HashMap<>(volumes);
    changed.put(name, created);
    return new StackView(changed, images, tags);
  }

  StackView withoutVolume(String name) {
    Map<String, Instant> changed = new HashMap<>(volumes);
    changed.remove(name);
    return new StackView(changed, images, tags);
  }

  StackView withImage(String service, String image) {
    Map<String, String> changed = new HashMap<>(images);
    changed.put(service, image);
    return new StackView(volumes, changed, tags);
  }

  StackView withTag(String tag, String image) {
    Map<String, String> changed = new HashMap<>(tags);
    changed.put(tag, image);
    return new StackView(volumes, images, changed);
  }
}

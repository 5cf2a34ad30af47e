package dev.lifeboat.stack;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Which images the services of a stack run, sorted by service. */
public record ImageLock(List<LockedImage> images) {
  /** Of a stack that nothing is known of. */
  public static final ImageLock NONE = new ImageLock(List.of());

  public ImageLock {
    images = images.stream().sorted(Comparator.comparing(LockedImage::service)).toList();
  }

  public Optional<LockedImage> find(String service) {
    return images.stream().filter(image -> image.service().equals(service)).findFirst();
  }

  /**
   * How another lock differs from this one, in words; a service that only one of them knows is no
   * difference of images.
   */
  public List<String> differences(ImageLock running) {
    List<String> differences = new ArrayList<>();
    for (LockedImage image : images) {
      running
          .find(image.service())
          .filter(other -> !image.isSame(other))
          .ifPresent(
              other ->
                  differences.add(
                      "service '%s' was on image %s (%s) and is on %s (%s)"
                          .formatted(
                              image.service(),
                              image.image(),
                              image.shown(),
                              other.image(),
                              other.shown())));
    }
    return differences;
  }
}

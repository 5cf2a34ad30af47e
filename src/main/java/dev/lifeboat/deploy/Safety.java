package dev.lifeboat.deploy;

import java.util.List;
import java.util.Optional;

/**
 * What a deployment can be rolled back to.
 *
 * @param backup the verified backup of the database, with the image lock
 * @param volumes the verified backup of volumes, where the configuration names some
 * @param services the services that ran, which a roll-back starts again
 */
public record Safety(String backup, Optional<String> volumes, List<String> services) {
  public Safety {
    if (backup.isBlank()) {
      throw new IllegalArgumentException("nothing to roll back to");
    }
    services = List.copyOf(services);
  }
}

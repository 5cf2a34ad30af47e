package dev.lifeboat.deploy;

import dev.lifeboat.source.LifeSign;
import java.util.List;

/**
 * A deployment that isn't well, for whoever decides what becomes of it.
 *
 * @param status what the command exited with
 * @param signs how services and probes are; empty if the command failed
 * @param changes what a roll-back undoes, as far as counting tells
 * @param uncounted why nobody could count, if so
 */
public record Trouble(
    OpenDeployment deployment,
    int status,
    List<LifeSign> signs,
    List<Change> changes,
    List<String> uncounted) {
  public Trouble {
    signs = List.copyOf(signs);
    changes = List.copyOf(changes);
    uncounted = List.copyOf(uncounted);
  }

  /** What is wrong, in words. */
  public List<String> findings() {
    if (status != 0) {
      return List.of("'%s' ended with exit code %d".formatted(deployment.program(), status));
    }
    return signs.stream()
        .filter(sign -> !sign.good())
        .map(sign -> "%s %s".formatted(sign.name(), sign.words()))
        .toList();
  }
}

package dev.lifeboat.compose;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Which containers shall make way, and why.
 *
 * @param act how
 * @param containers which; those that don't run stay as they are
 * @param purpose what for, to follow "for", such as {@code a backup of volume 'shop_data'}
 * @param until a file: as long as it is there, nothing but {@link Halt#resume} lets them go on.
 *     Whoever takes over after a crash removes it once they may run again.
 */
public record HaltRequest(
    Act act, List<ServiceContainer> containers, String purpose, Optional<Path> until) {
  /** How a container makes way. */
  public enum Act {
    STOP,
    PAUSE
  }

  public HaltRequest {
    containers = List.copyOf(containers);
  }

  /** Stops them for as long as this process works. */
  public static HaltRequest stop(List<ServiceContainer> containers, String purpose) {
    return new HaltRequest(Act.STOP, containers, purpose, Optional.empty());
  }

  /** Pauses them for as long as this process works. */
  public static HaltRequest pause(List<ServiceContainer> containers, String purpose) {
    return new HaltRequest(Act.PAUSE, containers, purpose, Optional.empty());
  }
}

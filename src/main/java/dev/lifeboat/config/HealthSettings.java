package dev.lifeboat.config;

import java.time.Duration;
import java.util.List;

/**
 * When a stack is well again after services were stopped.
 *
 * @param timeout how long services may take to be well, and probes to pass
 * @param probes what is asked then
 */
public record HealthSettings(Duration timeout, List<ProbeSettings> probes) {
  /** Two minutes, and only what containers say of themselves. */
  public static final HealthSettings DEFAULT = new HealthSettings(Duration.ofMinutes(2), List.of());

  public HealthSettings {
    probes = List.copyOf(probes);
    if (!timeout.isPositive()) {
      throw new IllegalArgumentException("timeout is not positive");
    }
  }
}

package dev.lifeboat.source.volume;

import dev.lifeboat.compose.Probe;
import java.time.Duration;
import java.util.List;

/**
 * What a restore of volumes has to know of the stack.
 *
 * @param stack whose restores these are: an undo takes back those of its own stack only
 * @param project the Compose project
 * @param health how long services may take to be well, and probes to pass
 * @param probes what is asked when the services run again
 * @param acceptLive whether a database's files may be restored that were read while it wrote
 */
public record VolumeSettings(
    String stack, String project, Duration health, List<Probe> probes, boolean acceptLive) {
  public VolumeSettings {
    probes = List.copyOf(probes);
  }
}

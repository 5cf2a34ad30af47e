package dev.lifeboat.config;

import dev.lifeboat.units.ByteSize;
import java.time.Duration;

/**
 * How the oplog of a replica set is followed.
 *
 * @param span after which time a slice ends
 * @param size after how many bytes of entries a slice ends
 * @param spool how many bytes of slices may wait on this host while the repository can't be reached
 */
public record OplogSettings(Duration span, ByteSize size, ByteSize spool) {
  public static final OplogSettings DEFAULT =
      new OplogSettings(
          Duration.ofSeconds(30), ByteSize.of(16_000_000), ByteSize.of(1_000_000_000));
}

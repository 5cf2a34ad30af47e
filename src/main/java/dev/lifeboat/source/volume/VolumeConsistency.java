package dev.lifeboat.source.volume;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What keeps writers away from a volume while it is read. */
public enum VolumeConsistency {
  /** The services that use it are stopped, and started again. */
  STOP,
  /** The services that use it are paused. */
  PAUSE,
  /** Writes are locked out of the MongoDB that has its files there. */
  FSYNC_LOCK,
  /** The Redis that has its files there has just saved what it holds. */
  SAVE,
  /** Nothing: files may be of different moments. */
  LIVE;

  /** The label on a volume or on a container that uses it, which says how it is read. */
  public static final String LABEL = "lifeboat.volume.consistency";

  /** The word in a configuration or a label. */
  public static Optional<VolumeConsistency> of(String word) {
    return Stream.of(values()).filter(each -> each.toString().equals(word)).findFirst();
  }

  /** True if services make way for it. */
  boolean halts() {
    return this == STOP || this == PAUSE;
  }

  /** The words, for people. */
  public static String words() {
    return String.join(", ", Stream.of(values()).map(VolumeConsistency::toString).toList());
  }

  /** The word in a configuration. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

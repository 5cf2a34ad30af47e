package dev.lifeboat.config;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What keeps writers away from a volume while it is read. */
public enum VolumeReading {
  STOP,
  PAUSE,
  FSYNC_LOCK,
  SAVE,
  LIVE;

  static List<String> words() {
    return Stream.of(values()).map(VolumeReading::toString).toList();
  }

  static VolumeReading parse(String word) {
    return Stream.of(values())
        .filter(each -> each.toString().equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no such word"));
  }

  /** The word in a configuration. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

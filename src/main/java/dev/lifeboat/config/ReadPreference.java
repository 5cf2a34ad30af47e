package dev.lifeboat.config;

import java.util.Arrays;
import java.util.List;

/** Which members of a replica set a backup may read from. */
public enum ReadPreference {
  PRIMARY("primary"),
  PRIMARY_PREFERRED("primaryPreferred"),
  SECONDARY("secondary"),
  SECONDARY_PREFERRED("secondaryPreferred"),
  NEAREST("nearest");

  private final String word;

  ReadPreference(String word) {
    this.word = word;
  }

  /** MongoDB's own words, in the order of the documentation. */
  static List<String> words() {
    return Arrays.stream(values()).map(ReadPreference::toString).toList();
  }

  static ReadPreference parse(String word) {
    return Arrays.stream(values())
        .filter(value -> value.word.equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("not a read preference"));
  }

  /** MongoDB's own word, such as {@code secondaryPreferred}. */
  @Override
  public String toString() {
    return word;
  }
}

package dev.lifeboat.service;

import java.util.List;

/**
 * One thing that an installation does as root.
 *
 * @param words a command
 */
public record Step(List<String> words) {
  public Step {
    words = List.copyOf(words);
  }

  static Step of(String... words) {
    return new Step(List.of(words));
  }

  /** As a shell takes it. */
  @Override
  public String toString() {
    StringBuilder line = new StringBuilder();
    for (String word : words) {
      line.append(line.isEmpty() ? "" : " ")
          .append(word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'");
    }
    return line.toString();
  }
}

package dev.lifeboat.alert;

import java.util.List;

/**
 * What is behind a trouble.
 *
 * @param cause in words
 * @param commands what to run, the first one first
 */
public record Diagnosis(String cause, List<String> commands) {
  public Diagnosis {
    commands = List.copyOf(commands);
  }
}

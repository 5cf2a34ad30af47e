package dev.lifeboat.incident;

import java.time.Duration;

/** How bad it is, and within which time somebody has to be at work. */
public enum Priority {
  P0(Duration.ofMinutes(15), "production data lost, or the service down"),
  P1(Duration.ofHours(1), "part of the data lost, or the service degraded"),
  P2(Duration.ofHours(4), "development or staging"),
  P3(Duration.ofHours(24), "a recovery in advance, or a test");

  private final Duration response;
  private final String words;

  Priority(Duration response, String words) {
    this.response = response;
    this.words = words;
  }

  /** Within which time somebody answers. */
  public Duration response() {
    return response;
  }

  /** What it stands for. */
  public String words() {
    return words;
  }
}

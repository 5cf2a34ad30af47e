package dev.lifeboat.incident;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What has to be true, or waived with a reason, before an incident is closed. */
public enum Point {
  SERVICES("all services are healthy"),
  FLOWS("what users do was tried: to log in, and what the product is for"),
  LOGS("the logs were read, and have no new errors"),
  BACKUP("a backup was made after the recovery, and verified"),
  MONITORS("everything that is watched is green"),
  STAKEHOLDERS("whoever waits for it knows that it is over"),
  POST_MORTEM("the post-mortem is drafted"),
  REVIEW("a day for the review is set"),
  PROCEDURES("what the procedures lacked is written into them");

  private final String words;

  Point(String words) {
    this.words = words;
  }

  /** What is true then. */
  public String words() {
    return words;
  }

  /**
   * The one that somebody named.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Point parse(String text) {
    return valueOf(text.strip().toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** As people write them. */
  public static List<String> names() {
    return Arrays.stream(values()).map(Point::toString).toList();
  }

  /** As people write it, such as {@code post-mortem}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

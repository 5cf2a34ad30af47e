package dev.lifeboat.anomaly;

/**
 * Something that is out of the ordinary.
 *
 * @param kind what it is
 * @param alarming whether it alone makes a backup suspicious
 * @param message the fact, for people; it may hold names
 */
public record Anomaly(Kind kind, boolean alarming, String message) {
  static Anomaly alarm(Kind kind, String message) {
    return new Anomaly(kind, true, message);
  }

  static Anomaly remark(Kind kind, String message) {
    return new Anomaly(kind, false, message);
  }

  static Anomaly of(Kind kind, boolean alarming, String message) {
    return new Anomaly(kind, alarming, message);
  }
}

package dev.lifeboat.alert;

import java.time.Instant;

/**
 * That nobody wants to hear of something for a while. It never keeps the all-clear of something
 * from people who were told of it.
 *
 * @param number what people call it
 * @param about a key such as {@code freshness/shop}, a metric such as {@code freshness}, or {@code
 *     all}
 * @param until when it ends
 * @param reason why
 * @param by who asked for it
 */
public record Silence(long number, String about, Instant until, String reason, String by) {
  /** For everything. */
  public static final String ALL = "all";

  /** Whether it is about that, and goes on. */
  public boolean covers(String key, Instant now) {
    return now.isBefore(until)
        && (about.equals(ALL) || about.equals(key) || key.startsWith(about + "/"));
  }
}

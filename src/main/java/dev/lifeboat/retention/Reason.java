package dev.lifeboat.retention;

import java.util.Locale;

/**
 * Why a backup stays.
 *
 * @param why the kind of reason
 * @param text the same for people, such as {@code keep-daily 2026-11-23}
 */
public record Reason(Why why, String text) {
  /** The kinds of reasons. */
  public enum Why {
    KEEP_LAST,
    KEEP_HOURLY,
    KEEP_DAILY,
    KEEP_WEEKLY,
    KEEP_MONTHLY,
    KEEP_YEARLY,
    KEEP_WITHIN,
    /** There is no policy. */
    NO_POLICY,
    /** The newest of its source and kind. */
    NEWEST,
    /** The newest that was verified by restoring it. */
    PROVEN,
    /** The newest that was verified at any level. */
    VERIFIED,
    /** Somebody holds it. */
    HELD,
    /** Its host's clock and the storage's disagree. */
    UNTIMELY,
    /** The newest of its source is suspicious, so the older ones may be needed. */
    SUSPICIOUS,
    /** The newest of its source is damaged, so the older ones may be needed. */
    DAMAGED;

    /** As files and people see it, such as {@code keep-daily}. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}

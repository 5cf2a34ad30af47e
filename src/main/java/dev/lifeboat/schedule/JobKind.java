package dev.lifeboat.schedule;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a job does. */
public enum JobKind {
  /** A backup of the database. */
  BACKUP,
  /** A backup of the volumes. */
  VOLUMES,
  VERIFY,
  PRUNE,
  COPY,
  MONITOR,
  /** The oplog is followed for as long as the daemon runs; begun again when it ends. */
  OPLOG,
  /** A rehearsal of a recovery. */
  DRILL;

  /**
   * Reads a kind.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public static JobKind parse(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }

  /** As people write them. */
  public static List<String> words() {
    return Arrays.stream(values()).map(JobKind::toString).toList();
  }

  /** Of the jobs of a stack only one runs at a time in each lane; who watches needn't wait. */
  public String lane() {
    return switch (this) {
      case MONITOR -> "watch";
      case OPLOG -> "oplog";
      case DRILL -> "drill";
      case BACKUP, VOLUMES, VERIFY, PRUNE, COPY -> "work";
    };
  }

  /** Whether a restore or an incident must not be disturbed by it. */
  public boolean givesWay() {
    return this == BACKUP || this == VOLUMES || this == PRUNE;
  }

  Duration usualTimeout() {
    return switch (this) {
      case MONITOR -> Duration.ofMinutes(10);
      case OPLOG -> Duration.ofDays(3650);
      case BACKUP, VOLUMES, VERIFY, PRUNE, COPY, DRILL -> Duration.ofHours(12);
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package dev.lifeboat.retention;

import dev.lifeboat.repository.manifest.BackupId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Backups of a shop as a test tells them. */
final class History {
  private final List<Backup> backups = new ArrayList<>();

  /** A good backup that was finished and received then. */
  History made(String... finished) {
    for (String moment : finished) {
      add(moment, Duration.ZERO, "");
    }
    return this;
  }

  /**
   * One that is {@code imported}, {@code incomplete}, {@code suspicious} or {@code damaged}, or
   * nothing of these.
   */
  History add(String finished, Duration receivedLater, String words) {
    Instant time = Instant.parse(finished);
    backups.add(
        new Backup(
            BackupId.at(time, backups.size() + 1),
            "shop",
            "mongo",
            time,
            time,
            time.plus(receivedLater),
            words.contains("imported"),
            !words.contains("incomplete"),
            words.contains("suspicious"),
            words.contains("damaged")));
    return this;
  }

  /** An import of data of that moment, made when the other backups are. */
  History imported(String moment, String at) {
    Instant time = Instant.parse(at);
    backups.add(
        new Backup(
            BackupId.at(time, backups.size() + 1),
            "shop",
            "mongo",
            time,
            Instant.parse(moment),
            time,
            true,
            true,
            false,
            false));
    return this;
  }

  /** Every so often from one moment on. */
  History every(Duration interval, String first, int count) {
    Instant time = Instant.parse(first);
    for (int i = 0; i < count; i++) {
      made(time.plus(interval.multipliedBy(i)).toString());
    }
    return this;
  }

  List<Backup> backups() {
    List<Backup> shuffled = new ArrayList<>(backups);
    Collections.reverse(shuffled);
    return shuffled;
  }

  BackupId id(int index) {
    return backups.get(index).id();
  }

  /** A line for each backup that stays: when, and why; and how many go. */
  static String table(RetentionPlan plan) {
    StringBuilder text = new StringBuilder();
    plan.kept()
        .forEach(
            kept ->
                text.append(
                    "%s %s%n"
                        .formatted(
                            kept.backup().time(),
                            String.join(
                                ", ", kept.reasons().stream().map(Reason::text).toList()))));
    return text.append(String.format(Locale.ROOT, "removed: %d%n", plan.removed().size()))
        .toString();
  }
}

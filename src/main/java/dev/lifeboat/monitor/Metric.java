package dev.lifeboat.monitor;

import java.util.Locale;

/** What is judged. The names are stable: alerts, metrics and scripts go by them. */
public enum Metric {
  /** How much would be lost now, against the objective; one for each source. */
  FRESHNESS("freshness"),
  /** Whether the newest backup looks like those before it. */
  SIZE("size"),
  /** How long a restore would take, against the objective. */
  RESTORE("restore time"),
  /** How many of the expected runs were good. */
  SUCCESS("success rate"),
  /** Whether the repository has room, and until when. */
  ROOM("room"),
  /** Whether each backup is whole, signed and chained. */
  BACKUPS("backups"),
  /** When a backup was last verified. */
  VERIFIED("verified"),
  /** When a restore was last rehearsed. */
  DRILL("drill"),
  /** Whether the repository answers. */
  REPOSITORY("repository"),
  /** Whether the copy has every backup. */
  COPY("copy"),
  /** Whether this host's key opens what it stores. */
  KEY("key"),
  /** Whether the clocks agree. */
  CLOCK("clock"),
  /** Until when certificates are valid. */
  CERTIFICATE("certificate"),
  /** Whether the database answers. */
  DATABASE("database"),
  /** How far the server's oplog reaches back. */
  OPLOG("oplog"),
  /** Whether the anchor keeps the volumes. */
  ANCHOR("anchor"),
  /** Whether alerts get through; one for each channel. */
  CHANNEL("alert channel"),
  /** What people have to do again and again. */
  MAINTENANCE("maintenance"),
  /** Whether the daemon is alive. */
  DAEMON("daemon");

  private final String words;

  Metric(String words) {
    this.words = words;
  }

  /** As people read it. */
  public String words() {
    return words;
  }

  /** As files and other programs see it, such as {@code freshness}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}

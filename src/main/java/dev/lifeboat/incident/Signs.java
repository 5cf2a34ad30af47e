package dev.lifeboat.incident;

import dev.lifeboat.monitor.Seen;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What can be seen of an accident.
 *
 * @param backup the newest good backup of the database
 * @param volumes which volumes of the stack are gone or were made anew, in words
 * @param files what says that the database's files are damaged, in words
 * @param images which services run other images than the locked ones, in words
 * @param collections how the collections of the backup compare with those of the database
 */
public record Signs(
    Seen<Good> backup,
    Seen<List<String>> volumes,
    Seen<List<String>> files,
    Seen<List<String>> images,
    Seen<List<Counts>> collections) {
  /** What the engine has of the stack, against the backup's record of it. */
  public record Found(List<String> volumes, List<String> files, List<String> images) {
    public Found {
      volumes = List.copyOf(volumes);
      files = List.copyOf(files);
      images = List.copyOf(images);
    }
  }

  /**
   * A backup that could be restored.
   *
   * @param moment what it brings back
   * @param proof how it was verified, in words; empty if it never was on this host
   */
  public record Good(String id, Instant moment, Optional<String> proof) {}

  /** A collection's documents in the backup and in the database. */
  public record Counts(String namespace, long backup, long now) {
    /** Whether all that was in it is gone. */
    public boolean gone() {
      return backup > 0 && now == 0;
    }

    /** How many fewer there are. */
    public long missing() {
      return Math.max(0, backup - now);
    }
  }
}

package dev.lifeboat.cli;

import dev.lifeboat.backup.BackupReport;
import dev.lifeboat.restore.RestoreReport;
import dev.lifeboat.verify.VerifyReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a demo did.
 *
 * @param database the database that was lost and came back
 * @param server which server it was in
 * @param mongod the program that it ran
 * @param steps what was done and how long each took
 * @param backup the backup
 * @param verified its verification
 * @param restore the restore
 * @param compared for each collection, what a reader that knows nothing of backups saw before the
 *     disaster and after the restore
 */
public record DemoReport(
    String database,
    String server,
    Path mongod,
    List<Step> steps,
    BackupReport backup,
    VerifyReport verified,
    RestoreReport restore,
    List<Compared> compared) {
  public DemoReport {
    steps = List.copyOf(steps);
    compared = List.copyOf(compared);
  }

  /**
   * Something that was done.
   *
   * @param result what came of it, in words; may be empty
   */
  public record Step(String name, Duration took, String result) {}

  /**
   * One collection.
   *
   * @param collection its name
   * @param documents how many documents it has
   * @param before its fingerprint before the disaster
   * @param after its fingerprint after the restore
   */
  public record Compared(String collection, long documents, String before, String after) {
    public boolean equal() {
      return before.equals(after);
    }
  }
}

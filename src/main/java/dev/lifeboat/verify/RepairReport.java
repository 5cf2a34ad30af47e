package dev.lifeboat.verify;

import dev.lifeboat.problem.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a repair found and did.
 *
 * @param done false if it only says what it would do
 * @param backups how many backups were looked at
 * @param mended each file that was missing or damaged
 * @param wholeAgain the backups that weren't whole before, and are now
 * @param stillDamaged what is still wrong, and which backups it affects
 * @param took how long it took
 */
public record RepairReport(
    boolean done,
    int backups,
    List<Mended> mended,
    List<String> wholeAgain,
    List<Finding> stillDamaged,
    Duration took) {
  public RepairReport {
    mended = List.copyOf(mended);
    wholeAgain = List.copyOf(wholeAgain);
    stillDamaged = List.copyOf(stillDamaged);
  }

  /** Whether nothing is wrong any more. */
  public boolean whole() {
    return stillDamaged.isEmpty();
  }

  /** What is still wrong, without the backups. */
  public List<Problem> problems() {
    return stillDamaged.stream().map(Finding::problem).toList();
  }

  /**
   * One file.
   *
   * @param name its name in the repository
   * @param damaged false if it was missing
   * @param from the copy that it comes from; empty if none has it
   */
  public record Mended(String name, boolean damaged, Optional<String> from) {}
}

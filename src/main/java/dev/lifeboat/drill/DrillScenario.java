package dev.lifeboat.drill;

import dev.lifeboat.objective.Scenario;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a drill rehearses. */
public enum DrillScenario {
  /** The database comes back from its newest backup, into a server made for that. */
  DATABASE("restore the database from a backup", Scenario.DATABASE),
  /** Volumes come back from their backup, into a folder or volumes made for that. */
  VOLUME("restore the volumes from a backup", Scenario.VOLUMES),
  /** What is stored is read, decoded and compared; nothing is restored. */
  INTEGRITY("read and decode all that a backup needs", null),
  /** The whole stack comes back in a Compose project made for that. */
  FULL("recover the whole stack", Scenario.FULL),
  /** The host is gone: only the repository and the recovery kit are used. */
  HOST_LOST("recover with only the repository and the recovery kit", Scenario.FULL),
  /** The database comes back as it was at an instant between two backups. */
  POINT_IN_TIME("restore the database as it was at a moment", Scenario.DATABASE),
  /** The key of the host is gone: another recipient's has to open the backup. */
  KEY_LOST("restore the database with another key", Scenario.DATABASE);

  private final String purpose;
  private final @Nullable Scenario objective;

  DrillScenario(String purpose, @Nullable Scenario objective) {
    this.purpose = purpose;
    this.objective = objective;
  }

  /** What it is for, in words. */
  public String purpose() {
    return purpose;
  }

  /** Which objective for the time of a recovery it is held to. */
  public Optional<Scenario> objective() {
    return Optional.ofNullable(objective);
  }

  /** As people write it, such as {@code host-lost}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** All of them as people write them. */
  public static List<String> words() {
    return Arrays.stream(values()).map(DrillScenario::toString).toList();
  }

  /**
   * The one that a word names.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static DrillScenario parse(String word) {
    return Arrays.stream(values())
        .filter(each -> each.toString().equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no scenario: '" + word + "'"));
  }
}

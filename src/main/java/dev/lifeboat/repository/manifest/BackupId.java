package dev.lifeboat.repository.manifest;

import dev.lifeboat.units.Moments;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names a backup, such as {@code 20261122T091500Z-3f9a2c}: the second in which it began, in UTC,
 * and six random digits. Sorts by time.
 */
public record BackupId(String value) implements Comparable<BackupId> {
  private static final Pattern FORM = Pattern.compile("\\d{8}T\\d{6}Z-[0-9a-f]{6}");

  private static final int RANGE = 1 << 24;

  public BackupId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("not a backup id: '" + value + "'");
    }
  }

  /** The id of a backup that begins now. {@code random} decides the last six digits. */
  public static BackupId at(Instant now, int random) {
    return new BackupId("%s-%06x".formatted(Moments.compact(now), Math.floorMod(random, RANGE)));
  }

  /**
   * The id of a backup that begins now, greater than that of an earlier one, also of the same
   * second.
   */
  public static BackupId after(BackupId earlier, Instant now, int random) {
    BackupId id = at(now, random);
    int digits = earlier.value.lastIndexOf('-') + 1;
    int least = Integer.parseInt(earlier.value.substring(digits), 16) + 1;
    boolean sameSecond = id.value.startsWith(earlier.value.substring(0, digits));
    return sameSecond && least < RANGE ? at(now, least + Math.floorMod(random, RANGE - least)) : id;
  }

  /** The id with this text, or empty if it is none. */
  public static Optional<BackupId> parse(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new BackupId(text)) : Optional.empty();
  }

  @Override
  public int compareTo(BackupId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}

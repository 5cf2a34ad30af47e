package dev.lifeboat.cli;

import dev.lifeboat.verify.Coverage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How much of a backup was read and found good on this host; its field names are a contract.
 *
 * @param checked how many of its objects, at whatever times
 * @param objects how many it needs
 * @param oldest when the one was read that was read longest ago; null if none was
 */
record CoverageDocument(String backup, long checked, long objects, Optional<Instant> oldest) {
  static CoverageDocument of(Coverage coverage) {
    return new CoverageDocument(
        coverage.backup(), coverage.checked(), coverage.objects(), coverage.oldest());
  }

  /** Such as {@code 40 % of objects}. */
  String share() {
    return checked == objects ? "all objects" : checked * 100 / objects + " % of objects";
  }

  /** How long ago the oldest was read, such as {@code 3 d}. */
  Optional<String> age(Instant now) {
    return oldest.map(at -> ago(Duration.between(at, now)));
  }

  /** The largest unit alone. */
  static String ago(Duration age) {
    if (age.toDays() > 0) {
      return age.toDays() + " d";
    }
    if (age.toHours() > 0) {
      return age.toHours() + " h";
    }
    return age.toMinutes() > 0 ? age.toMinutes() + " min" : Math.max(0, age.toSeconds()) + " s";
  }
}

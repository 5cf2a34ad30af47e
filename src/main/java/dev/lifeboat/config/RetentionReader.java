package dev.lifeboat.config;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/** Reads the group {@code retention}. */
final class RetentionReader {
  private final Field field;

  RetentionReader(Field field) {
    this.field = field;
  }

  /** What it says; empty, with a problem, if it can't be understood. */
  Optional<Retention> read() {
    return field.section(ConfigKeys.RETENTION).flatMap(this::read);
  }

  private Optional<Retention> read(Section section) {
    if (ConfigKeys.RETENTION.stream()
        .filter(key -> !key.equals("time-zone"))
        .allMatch(key -> section.field(key).isEmpty())) {
      field.problem(
          "'retention' keeps nothing", "add a line such as 'keep-daily: 7' below it, indented");
      return Optional.empty();
    }
    int problems = field.problems();
    Optional<Integer> last = count(section, "keep-last");
    Optional<Integer> hourly = count(section, "keep-hourly");
    Optional<Integer> daily = count(section, "keep-daily");
    Optional<Integer> weekly = count(section, "keep-weekly");
    Optional<Integer> monthly = count(section, "keep-monthly");
    Optional<Integer> yearly = count(section, "keep-yearly");
    var within = section.field("keep-within").flatMap(given -> given.as(Kind.SPAN));
    Optional<ZoneId> zone = section.field("time-zone").flatMap(given -> given.as(Kind.ZONE));
    if (field.problems() > problems) {
      return Optional.empty();
    }
    return Optional.of(
        new Retention(
            last, hourly, daily, weekly, monthly, yearly, within, zone.orElse(ZoneOffset.UTC)));
  }

  private static Optional<Integer> count(Section section, String key) {
    return section.field(key).flatMap(given -> given.as(Kind.COUNT));
  }
}

package dev.lifeboat.config;

import dev.lifeboat.units.ByteSize;
import dev.lifeboat.units.Spans;
import java.time.Duration;

/** Reads {@code oplog}. Problems count by the log alone. */
record OplogReader(Section top) {
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofHours(1);

  /** The length of a slice. */
  private static final Kind<Duration> LENGTH =
      new Kind<>("a span from 1s to 1h", "write it like 30s", OplogReader::length);

  OplogSettings read() {
    OplogSettings usual = OplogSettings.DEFAULT;
    return top.field("oplog")
        .flatMap(field -> field.section(ConfigKeys.OPLOG))
        .map(section -> read(section, usual))
        .orElse(usual);
  }

  private static OplogSettings read(Section section, OplogSettings usual) {
    return new OplogSettings(
        section.field("span").flatMap(field -> field.as(LENGTH)).orElse(usual.span()),
        size(section, "size", usual.size()),
        size(section, "spool", usual.spool()));
  }

  private static ByteSize size(Section section, String key, ByteSize usual) {
    return section.field(key).flatMap(field -> field.as(Kind.SIZE)).orElse(usual);
  }

  private static Duration length(String text) {
    Duration span = Spans.parse(text);
    if (span.compareTo(SHORTEST) < 0 || span.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("too short or too long");
    }
    return span;
  }
}

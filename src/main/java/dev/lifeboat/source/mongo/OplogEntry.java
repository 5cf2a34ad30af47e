package dev.lifeboat.source.mongo;

import dev.lifeboat.source.OplogPosition;
import dev.lifeboat.source.OplogTime;
import java.time.Instant;

/** Reads what every entry of an oplog has, in its raw bytes. */
final class OplogEntry {
  private OplogEntry() {}

  /**
   * What every entry has.
   *
   * @param op its kind: {@code i}, {@code u}, {@code d}, {@code c} or {@code n}
   */
  record Head(OplogPosition position, char op) {}

  static OplogPosition position(byte[] buffer, int entry) {
    return head(buffer, entry).position();
  }

  /** In one pass: there are thousands a second. */
  static Head head(byte[] buffer, int entry) {
    long ts = 0;
    long term = -1;
    long wall = 0;
    char op = '?';
    int field = RawBson.firstField(entry);
    while (buffer[field] != 0) {
      int value = RawBson.value(buffer, field);
      switch (value - field) {
        case 3 -> {
          if (buffer[field + 1] == 't') {
            term = RawBson.int64(buffer, value);
          }
        }
        case 4 -> {
          if (buffer[field + 1] == 't' && buffer[field + 2] == 's') {
            ts = RawBson.int64(buffer, value);
          } else if (buffer[field + 1] == 'o' && buffer[field + 2] == 'p') {
            op = (char) buffer[value + 4];
          }
        }
        case 6 -> {
          if (RawBson.isNamed(buffer, field, "wall")) {
            wall = RawBson.int64(buffer, value);
          }
        }
        default -> {}
      }
      field = value + RawBson.size(buffer, buffer[field], value);
    }
    return new Head(new OplogPosition(OplogTime.of(ts), term, Instant.ofEpochMilli(wall)), op);
  }
}

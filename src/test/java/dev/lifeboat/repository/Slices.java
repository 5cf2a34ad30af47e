package dev.lifeboat.repository;

import dev.lifeboat.source.OplogPosition;
import dev.lifeboat.source.OplogTime;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes slices of an oplog that has an entry every second, of which every fifth is a no-op. */
final class Slices {
  static final String SET = "0123456789abcdef01234567";

  private Slices() {}

  static OplogPosition at(int second) {
    OplogTime time = time(second);
    return new OplogPosition(time, 1, time.second());
  }

  static OplogTime time(int second) {
    return new OplogTime(second, 1);
  }

  /** The entries between two, both included. */
  static byte[] entries(int from, int to) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int second = from; second <= to; second++) {
      if (second % 5 != 0) {
        bytes.writeBytes(entry(second, "x".repeat(second % 7)));
      }
    }
    return bytes.toByteArray();
  }

  static byte[] entry(int second, String text) {
    ByteBuffer bytes = ByteBuffer.allocate(64 + text.length()).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(0);
    bytes.put(new byte[] {2, 'o', 'p', 0}).putInt(text.length() + 1);
    text.chars().forEach(c -> bytes.put((byte) c));
    bytes.put((byte) 0);
    bytes.put(new byte[] {0x11, 't', 's', 0}).putLong(time(second).toLong());
    bytes.put((byte) 0);
    bytes.putInt(0, bytes.position());
    byte[] entry = new byte[bytes.position()];
    bytes.get(0, entry);
    return entry;
  }

  static SliceDraft draft(int from, int to) {
    return draft(from, to, entries(from, to));
  }

  static SliceDraft draft(int from, int to, byte[] entries) {
    long count = 0;
    for (int at = 0; at < entries.length; at += OplogDocuments.length(entries, at)) {
      count++;
    }
    return new SliceDraft(
        "shop",
        SET,
        at(from),
        at(to),
        Optional.of(time(from)),
        count,
        entries,
        entries.length,
        Optional.empty(),
        Optional.empty(),
        "host");
  }

  /** What a reader got: the seconds of the entries. */
  static List<Integer> seconds(byte[] entries) {
    List<Integer> seconds = new ArrayList<>();
    for (int at = 0; at < entries.length; at += OplogDocuments.length(entries, at)) {
      seconds.add(OplogDocuments.time(entries, at).seconds());
    }
    return seconds;
  }
}

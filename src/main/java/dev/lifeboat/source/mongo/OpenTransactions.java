package dev.lifeboat.source.mongo;

import dev.lifeboat.source.OplogTime;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;

/**
 * Which transactions have begun in the oplog and not ended: a chain of slices can't begin within
 * one.
 */
final class OpenTransactions {
  private final Set<String> open = new HashSet<>();
  private OplogTime unknownUntil = new OplogTime(0, 0);
  private OplogTime seen = new OplogTime(0, 0);

  /** Of transactions that began before nothing is known up to then. */
  void unknownUntil(OplogTime time) {
    unknownUntil = time;
  }

  boolean any() {
    return !open.isEmpty() || seen.isBefore(unknownUntil);
  }

  void see(byte[] buffer, int entry, OplogEntry.Head head) {
    seen = head.position().time();
    int number = head.op() == 'c' ? RawBson.find(buffer, entry, "txnNumber") : -1;
    if (number < 0) {
      return;
    }
    int o = RawBson.value(buffer, RawBson.find(buffer, entry, "o"));
    int first = RawBson.firstField(o);
    if (RawBson.isNamed(buffer, first, "applyOps")) {
      if (isTrue(buffer, o, "partialTxn") || isTrue(buffer, o, "prepare")) {
        open.add(key(buffer, entry, number));
      } else {
        open.remove(key(buffer, entry, number));
      }
    } else if (RawBson.isNamed(buffer, first, "commitTransaction")
        || RawBson.isNamed(buffer, first, "abortTransaction")) {
      open.remove(key(buffer, entry, number));
    }
  }

  private static boolean isTrue(byte[] buffer, int document, String name) {
    int field = RawBson.find(buffer, document, name);
    return field >= 0 && buffer[RawBson.value(buffer, field)] == 1;
  }

  private static String key(byte[] buffer, int entry, int number) {
    int session = RawBson.value(buffer, RawBson.find(buffer, entry, "lsid"));
    return HexFormat.of().formatHex(buffer, session, session + RawBson.int32(buffer, session))
        + RawBson.int64(buffer, RawBson.value(buffer, number));
  }
}

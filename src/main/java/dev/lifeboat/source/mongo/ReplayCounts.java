package dev.lifeboat.source.mongo;

/** How many operations, of which kind, and how many bytes they have. */
final class ReplayCounts {
  private long inserts;
  private long updates;
  private long deletes;
  private long bytes;

  void add(char op, int length) {
    switch (op) {
      case 'i' -> inserts++;
      case 'd' -> deletes++;
      default -> updates++;
    }
    bytes += length;
  }

  void add(ReplayCounts more) {
    inserts += more.inserts;
    updates += more.updates;
    deletes += more.deletes;
    bytes += more.bytes;
  }

  long inserts() {
    return inserts;
  }

  long deletes() {
    return deletes;
  }

  long operations() {
    return inserts + updates + deletes;
  }

  long bytes() {
    return bytes;
  }
}

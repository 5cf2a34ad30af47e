package dev.lifeboat.repository.segment;

import dev.lifeboat.source.FingerprintSum;

/**
 * Cuts after documents. The chance that a segment ends after a document is its length over 8 MiB,
 * by the hash of its {@code _id}: the same for many small documents as for few large ones, and the
 * same again after an update.
 */
final class DocumentCutter implements Cutter {
  private boolean cut;

  @Override
  public int take(byte[] buffer, int offset, int length, int filled) {
    cut = false;
    int end = offset + length;
    int at = offset;
    while (at < end) {
      int size = FingerprintSum.documentLength(buffer, at, end);
      int before = filled + (at - offset);
      if (before > 0 && before + size > LONGEST) {
        cut = true;
        break;
      }
      boolean ends = before + size >= SHORTEST && endsAfter(buffer, at, size);
      at += size;
      if (ends) {
        cut = true;
        break;
      }
    }
    return at - offset;
  }

  @Override
  public boolean cut() {
    return cut;
  }

  private static boolean endsAfter(byte[] buffer, int at, int size) {
    double dice = (DocumentKey.hash(buffer, at, size) >>> 11) * 0x1p-53;
    return dice * SHORTEST < size;
  }
}

package dev.lifeboat.cli;

import dev.lifeboat.source.Fingerprint;
import dev.lifeboat.source.SourceKind;
import java.util.Locale;
import java.util.Optional;

/** Counts and digests as people read them. */
final class Words {
  private static final int SHOWN_DIGITS = 16;

  private Words() {}

  /** Such as {@code 1 backup} or {@code 1,200 documents}. */
  static String counted(long count, String what) {
    return number(count) + " " + what + (count == 1 ? "" : "s");
  }

  /** Such as {@code 1 entry} or {@code 1,200 entries}. */
  static String counted(long count, String one, String several) {
    return number(count) + " " + (count == 1 ? one : several);
  }

  /** How much a backup has, in the words of its kind. */
  static String content(String source, int items, long documents) {
    return source.equals(SourceKind.VOLUMES)
        ? counted(items, "volume") + ", " + entries(documents)
        : counted(items, "collection") + ", " + counted(documents, "document");
  }

  private static String entries(long count) {
    return number(count) + (count == 1 ? " entry" : " entries");
  }

  /** Such as {@code 1,200}. */
  static String number(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** Such as {@code +1,200}, {@code -3} or {@code 0}. */
  static String difference(long count) {
    return (count > 0 ? "+" : "") + number(count);
  }

  /** The first digits, which are enough to compare with one's eyes; {@code -} if there are none. */
  static String digits(Optional<String> fingerprint) {
    return fingerprint.map(sum -> sum.substring(0, SHOWN_DIGITS)).orElse("-");
  }

  static long documents(Optional<Fingerprint> state) {
    return state.map(Fingerprint::documents).orElse(0L);
  }

  static long bytes(Optional<Fingerprint> state) {
    return state.map(Fingerprint::bytes).orElse(0L);
  }
}

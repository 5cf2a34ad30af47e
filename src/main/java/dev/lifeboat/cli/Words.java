package dev.lifeboat.cli;

import dev.lifeboat.source.Fingerprint;
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

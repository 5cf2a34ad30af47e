package dev.lifeboat.source;

/** Takes entries of an oplog. */
@FunctionalInterface
public interface OplogConsumer {
  /**
   * Takes the next entries.
   *
   * @param entries one or more whole entries, raw BSON one after the other, in order of time; the
   *     array is the consumer's to keep
   */
  void accept(byte[] entries);
}

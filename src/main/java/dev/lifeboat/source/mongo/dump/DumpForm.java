package dev.lifeboat.source.mongo.dump;

import java.util.function.LongConsumer;

/** A form in which mongodump writes. May be read several times, unless it is a pipe. */
interface DumpForm {
  /** Such as {@code mongodump archive, gzip}. */
  String words();

  /** The size of its files. */
  long size();

  /** True if its size is about that of the documents in it. */
  boolean isPlain();

  /** True if it says that it holds an oplog. */
  boolean hasOplog();

  /** When it was written, as its files say. */
  java.time.Instant modified();

  /**
   * Reads everything that can be read.
   *
   * @param progress told how many more bytes were read
   * @return the digest of the file, if it is one
   */
  java.util.Optional<String> read(DumpListener to, LongConsumer progress);
}

package dev.lifeboat.storage;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** Bytes to be stored, which can be read more than once, so that a storage may retry. */
public interface Content {
  /** How many bytes {@link #open} gives. */
  long size();

  /**
   * A new stream over all bytes, from the first one. The caller closes it.
   *
   * @throws java.io.UncheckedIOException if the bytes can't be had
   */
  InputStream open();

  /** The given range of an array, which isn't copied: leave it unchanged until it is stored. */
  static Content of(byte[] bytes, int offset, int length) {
    return new Content() {
      @Override
      public long size() {
        return length;
      }

      @Override
      public InputStream open() {
        return new ByteArrayInputStream(bytes, offset, length);
      }
    };
  }

  static Content of(byte[] bytes) {
    return of(bytes, 0, bytes.length);
  }
}

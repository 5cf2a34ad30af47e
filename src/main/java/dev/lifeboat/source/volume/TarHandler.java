package dev.lifeboat.source.volume;

/** Takes what a {@link TarParser} finds, in the order of the stream. */
interface TarHandler {
  /**
   * An entry begins.
   *
   * @param head its header blocks as they belong into a stream, with those of long names and the
   *     like before them; the receiver's to keep
   */
  void entry(TarEntry entry, byte[] head);

  /** The next bytes of the present entry's content; the buffer isn't the receiver's to keep. */
  void content(byte[] buffer, int offset, int length);

  /** The present entry ends. */
  void endOfEntry();
}

package dev.lifeboat.source;

/** Takes one stream's bytes. Used by one thread at a time. */
public interface StreamWriter extends AutoCloseable {
  /**
   * Takes more bytes, which are copied; waits while the sink has too much to do. For {@link
   * StreamShape#DOCUMENTS} each call passes one or more whole documents.
   */
  void write(byte[] buffer, int offset, int length);

  /** Ends the stream; it may be stored only later. */
  CapturedStream end();

  /** Gives the stream up, unless it has been ended. */
  @Override
  void close();
}

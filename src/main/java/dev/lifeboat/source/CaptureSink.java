package dev.lifeboat.source;

/**
 * Takes what a source captures. Streams may be written by several threads, each stream by one at a
 * time. What is written counts only when the source names the ended stream in its {@link Capture}.
 */
public interface CaptureSink {
  /**
   * Starts a stream. It gets its name in the {@link Capture}, since it may be renamed while it is
   * read.
   */
  StreamWriter open(StreamShape shape);
}

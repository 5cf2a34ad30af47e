package dev.lifeboat.source;

import java.util.List;
import java.util.Map;

/**
 * A backup's content, as a source gets it back. Every byte was verified against the signed manifest
 * before it is passed on. May be used by several threads.
 */
public interface CapturedStreams {
  /** The backup's id. */
  String backup();

  Consistency consistency();

  List<Item> items();

  /** The {@link Capture#details} of the capture. */
  Map<String, Object> details();

  /**
   * The length of a stream in bytes.
   *
   * @throws java.util.NoSuchElementException if the backup has no stream of this name
   */
  long bytes(StreamName name);

  /** True if the backup has a stream of this name. */
  boolean contains(StreamName name);

  /**
   * Passes a stream from its beginning to its end, piece by piece, decoding ahead. Each piece is
   * the consumer's to keep. A piece of a stream of documents has whole documents.
   *
   * @throws dev.lifeboat.problem.ProblemException with {@code OBJECT_CORRUPT} and the like, if
   *     stored bytes are damaged; what the consumer throws passes through
   */
  void read(StreamName name, PieceConsumer consumer);

  /** A whole stream that is known to be small (16 MiB at most). */
  byte[] readSmall(StreamName name);

  /** Takes pieces of a stream. */
  @FunctionalInterface
  interface PieceConsumer {
    void accept(byte[] piece);
  }
}

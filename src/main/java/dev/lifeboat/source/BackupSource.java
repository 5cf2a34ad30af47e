package dev.lifeboat.source;

import dev.lifeboat.progress.Progress;
import java.util.List;

/**
 * Something that can be captured. Every implementation passes {@code BackupSourceContractTest}.
 * Throws {@link dev.lifeboat.problem.ProblemException} for what people can mend.
 */
public interface BackupSource extends AutoCloseable {
  /** What kind of source it is, such as {@code mongo}. Stored with each backup. */
  String kind();

  /** About how many bytes a capture will write: for progress, and to see whether there is room. */
  long estimateBytes();

  /**
   * Reads everything once, into the sink. When the calling thread is interrupted it stops soon,
   * with a problem of code {@code INTERRUPTED}, and leaves the source as it was.
   */
  Capture capture(CaptureSink sink, Progress progress);

  /**
   * What is there now, counted but not read: items without fingerprint sums have their state empty.
   */
  List<LiveItem> live();

  @Override
  void close();
}

package dev.lifeboat;

import dev.lifeboat.problem.Problem;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.source.BackupSource;
import dev.lifeboat.source.Capture;
import dev.lifeboat.source.CaptureSink;
import dev.lifeboat.source.LiveItem;
import java.util.ArrayList;
import java.util.List;

/**
 * A source whose data is half restored: what is captured of it is no complete backup, so that
 * {@code latest} doesn't come to mean it.
 *
 * @param why what is incomplete
 */
record HalfRestored(BackupSource source, List<Problem> why) implements BackupSource {
  HalfRestored {
    why = List.copyOf(why);
  }

  @Override
  public String kind() {
    return source.kind();
  }

  @Override
  public long estimateBytes() {
    return source.estimateBytes();
  }

  @Override
  public Capture capture(CaptureSink sink, Progress progress) {
    Capture capture = source.capture(sink, progress);
    List<Problem> missing = new ArrayList<>(capture.missing());
    missing.addAll(why);
    return new Capture(
        capture.consistency(),
        capture.items(),
        capture.streams(),
        capture.details(),
        missing,
        capture.warnings());
  }

  @Override
  public List<LiveItem> live() {
    return source.live();
  }

  @Override
  public void close() {
    source.close();
  }
}

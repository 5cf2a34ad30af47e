package dev.lifeboat.source.volume;

import dev.lifeboat.progress.Progress;
import dev.lifeboat.source.BackupSource;
import dev.lifeboat.source.Capture;
import dev.lifeboat.source.CaptureSink;
import dev.lifeboat.source.LiveItem;
import dev.lifeboat.source.SourceKind;
import java.util.List;

/**
 * Volumes as an accident left them. What is read is the same as for a backup of volumes; only what
 * it is good for isn't.
 *
 * @param volumes is closed with this
 */
public record ForensicSource(VolumeSource volumes) implements BackupSource {
  @Override
  public String kind() {
    return SourceKind.FORENSIC;
  }

  @Override
  public long estimateBytes() {
    return volumes.estimateBytes();
  }

  @Override
  public Capture capture(CaptureSink sink, Progress progress) {
    return volumes.capture(sink, progress);
  }

  @Override
  public List<LiveItem> live() {
    return volumes.live();
  }

  @Override
  public void close() {
    volumes.close();
  }
}

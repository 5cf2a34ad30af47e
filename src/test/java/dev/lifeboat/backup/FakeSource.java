package dev.lifeboat.backup;

import dev.lifeboat.progress.Progress;
import dev.lifeboat.repository.Host;
import dev.lifeboat.source.BackupSource;
import dev.lifeboat.source.Capture;
import dev.lifeboat.source.CaptureSink;
import dev.lifeboat.source.LiveItem;
import dev.lifeboat.source.NamedStream;
import dev.lifeboat.source.StreamName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Gives the streams that it was made with. */
record FakeSource(Map<String, byte[]> streams) implements BackupSource {
  @Override
  public String kind() {
    return "fake";
  }

  @Override
  public long estimateBytes() {
    return 0;
  }

  @Override
  public Capture capture(CaptureSink sink, Progress progress) {
    List<NamedStream> named = new ArrayList<>();
    streams.forEach(
        (name, bytes) ->
            named.add(new NamedStream(new StreamName(name), Host.write(sink, name, bytes))));
    return Host.capture(named);
  }

  @Override
  public List<LiveItem> live() {
    return List.of();
  }

  @Override
  public void close() {
    // holds nothing
  }
}

package dev.lifeboat;

import dev.lifeboat.problem.Problem;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.repository.Host;
import dev.lifeboat.source.BackupSource;
import dev.lifeboat.source.Capture;
import dev.lifeboat.source.CaptureSink;
import dev.lifeboat.source.Consistency;
import dev.lifeboat.source.Item;
import dev.lifeboat.source.LiveItem;
import dev.lifeboat.source.NamedStream;
import dev.lifeboat.source.StreamName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Volumes that were read, and what could not be. */
record FewVolumes(String kind, List<String> volumes, List<Problem> missing)
    implements BackupSource {
  @Override
  public long estimateBytes() {
    return 0;
  }

  @Override
  public Capture capture(CaptureSink sink, Progress progress) {
    List<Item> items = new ArrayList<>();
    List<NamedStream> streams = new ArrayList<>();
    for (String volume : volumes) {
      StreamName name = new StreamName("volumes/" + volume + ".tar");
      streams.add(new NamedStream(name, Host.write(sink, name.path(), new byte[] {1, 2, 3})));
      items.add(
          new Item(
              volume, "volume", Optional.empty(), 0, List.of(name), Map.of(), Optional.empty()));
    }
    return new Capture(
        new Consistency.Live(Host.START, Host.START), items, streams, Map.of(), missing, List.of());
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

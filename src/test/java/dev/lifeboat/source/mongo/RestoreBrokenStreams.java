package dev.lifeboat.source.mongo;

import dev.lifeboat.source.CapturedStreams;
import dev.lifeboat.source.Consistency;
import dev.lifeboat.source.Item;
import dev.lifeboat.source.StreamName;
import java.util.List;
import java.util.Map;

/** A backup of which one stream can't be read to its end. */
record RestoreBrokenStreams(CapturedStreams whole, String broken, RuntimeException failure)
    implements CapturedStreams {
  @Override
  public String backup() {
    return whole.backup();
  }

  @Override
  public Consistency consistency() {
    return whole.consistency();
  }

  @Override
  public List<Item> items() {
    return whole.items();
  }

  @Override
  public Map<String, Object> details() {
    return whole.details();
  }

  @Override
  public long bytes(StreamName name) {
    return whole.bytes(name);
  }

  @Override
  public boolean contains(StreamName name) {
    return whole.contains(name);
  }

  @Override
  public void read(StreamName name, PieceConsumer consumer) {
    whole.read(name, consumer);
    if (name.path().equals(broken)) {
      throw failure;
    }
  }

  @Override
  public byte[] readSmall(StreamName name) {
    return whole.readSmall(name);
  }
}

package dev.lifeboat.drill;

import dev.lifeboat.source.CapturedStreams;
import dev.lifeboat.source.Consistency;
import dev.lifeboat.source.Item;
import dev.lifeboat.source.StreamName;
import java.util.List;
import java.util.Map;

/** A backup's streams on their way to a server: what is known of them is passed on unchanged. */
abstract class PassedStreams implements CapturedStreams {
  protected final CapturedStreams streams;

  PassedStreams(CapturedStreams streams) {
    this.streams = streams;
  }

  @Override
  public String backup() {
    return streams.backup();
  }

  @Override
  public Consistency consistency() {
    return streams.consistency();
  }

  @Override
  public List<Item> items() {
    return streams.items();
  }

  @Override
  public Map<String, Object> details() {
    return streams.details();
  }

  @Override
  public long bytes(StreamName name) {
    return streams.bytes(name);
  }

  @Override
  public boolean contains(StreamName name) {
    return streams.contains(name);
  }
}

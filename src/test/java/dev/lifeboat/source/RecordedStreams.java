package dev.lifeboat.source;

import dev.lifeboat.progress.Progress;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;

/** A capture that was kept in memory, given back as a backup's content is. */
public final class RecordedStreams implements CapturedStreams {
  private static final int PIECE = 1 << 20;

  private final Capture capture;
  private final List<Item> items;
  private final Map<StreamName, byte[]> content;
  private final Map<String, Object> details;

  private RecordedStreams(Capture capture, List<Item> items, Map<StreamName, byte[]> content) {
    this(capture, items, content, capture.details());
  }

  private RecordedStreams(
      Capture capture,
      List<Item> items,
      Map<StreamName, byte[]> content,
      Map<String, Object> details) {
    this.details = Map.copyOf(details);
    this.capture = capture;
    this.items = List.copyOf(items);
    this.content = content;
  }

  /** Captures a source. */
  public static RecordedStreams of(BackupSource source) {
    return of(source.capture(new RecordingSink(), Progress.silent()));
  }

  /** What a capture into a {@link RecordingSink} gave. */
  public static RecordedStreams of(Capture capture) {
    Map<StreamName, byte[]> content = new TreeMap<>();
    for (NamedStream stream : capture.streams()) {
      content.put(stream.name(), RecordingSink.bytes(capture, stream.name().path()));
    }
    return new RecordedStreams(capture, capture.items(), content);
  }

  /** The same with another stream, or with a stream more. */
  public RecordedStreams with(String name, byte[] bytes) {
    Map<StreamName, byte[]> changed = new TreeMap<>(content);
    changed.put(new StreamName(name), bytes);
    return new RecordedStreams(capture, items, changed);
  }

  /** The same with other items. */
  public RecordedStreams withItems(List<Item> others) {
    return new RecordedStreams(capture, others, content);
  }

  /** The same with a detail more. */
  public RecordedStreams withDetail(String name, Object value) {
    Map<String, Object> more = new TreeMap<>(details);
    more.put(name, value);
    return new RecordedStreams(capture, items, content, more);
  }

  @Override
  public String backup() {
    return "20261123-recorded";
  }

  @Override
  public Consistency consistency() {
    return capture.consistency();
  }

  @Override
  public List<Item> items() {
    return items;
  }

  @Override
  public Map<String, Object> details() {
    return details;
  }

  @Override
  public long bytes(StreamName name) {
    return get(name).length;
  }

  @Override
  public boolean contains(StreamName name) {
    return content.containsKey(name);
  }

  @Override
  public void read(StreamName name, PieceConsumer consumer) {
    byte[] bytes = get(name);
    int from = 0;
    for (int at = 0; at < bytes.length; ) {
      at += FingerprintSum.documentLength(bytes, at, bytes.length);
      if (at - from >= PIECE || at == bytes.length) {
        consumer.accept(java.util.Arrays.copyOfRange(bytes, from, at));
        from = at;
      }
    }
  }

  @Override
  public byte[] readSmall(StreamName name) {
    return get(name).clone();
  }

  private byte[] get(StreamName name) {
    byte[] bytes = content.get(name);
    if (bytes == null) {
      throw new NoSuchElementException(name.path());
    }
    return bytes;
  }
}

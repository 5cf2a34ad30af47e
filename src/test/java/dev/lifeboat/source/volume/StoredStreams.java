package dev.lifeboat.source.volume;

import dev.lifeboat.docker.Volume;
import dev.lifeboat.source.CapturedStreams;
import dev.lifeboat.source.Consistency;
import dev.lifeboat.source.Item;
import dev.lifeboat.source.StreamName;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A backup of one volume in memory. */
@SuppressWarnings("ArrayRecordComponent") // never compared by value
record StoredStreams(
    Volume volume, String name, VolumeContent content, byte[] tar, Map<String, Object> more)
    implements CapturedStreams {
  private static final int PIECE = 100_000;

  StoredStreams(Volume volume, String name, VolumeContent content, byte[] tar) {
    this(volume, name, content, tar, Map.of());
  }

  /** The same with another stream, which the backup doesn't know to be other. */
  StoredStreams with(byte[] other) {
    return new StoredStreams(volume, name, content, other, more);
  }

  /** The same with more attributes. */
  StoredStreams with(Map<String, Object> attributes) {
    return new StoredStreams(volume, name, content, tar, attributes);
  }

  @Override
  public String backup() {
    return "20261123-kept";
  }

  @Override
  public Consistency consistency() {
    return new Consistency.ServicesStopped(Instant.parse("2026-11-22T10:00:00Z"));
  }

  @Override
  public List<Item> items() {
    Map<String, Object> attributes = new LinkedHashMap<>(content.attributes());
    attributes.put("volume", volume.name());
    attributes.put("driver", volume.driver());
    attributes.put("options", volume.options());
    attributes.put("labels", volume.labels());
    attributes.put("consistency", "stop");
    attributes.putAll(more);
    return List.of(
        new Item(
            name,
            "volume",
            Optional.of(content.fingerprint()),
            0,
            List.of(new StreamName("volumes/" + name + ".tar")),
            attributes,
            Optional.empty()));
  }

  @Override
  public Map<String, Object> details() {
    return Map.of();
  }

  @Override
  public long bytes(StreamName stream) {
    return tar.length;
  }

  @Override
  public boolean contains(StreamName stream) {
    return stream.equals(items().getFirst().streams().getFirst());
  }

  @Override
  public void read(StreamName stream, PieceConsumer consumer) {
    for (int at = 0; at < tar.length; at += PIECE) {
      consumer.accept(Arrays.copyOfRange(tar, at, Math.min(tar.length, at + PIECE)));
    }
  }

  @Override
  public byte[] readSmall(StreamName stream) {
    return tar.clone();
  }
}

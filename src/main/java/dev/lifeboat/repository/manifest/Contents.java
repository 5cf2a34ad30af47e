package dev.lifeboat.repository.manifest;

import dev.lifeboat.source.Consistency;
import dev.lifeboat.source.Item;
import dev.lifeboat.source.StreamName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is in a backup: all that only holders of a key may know.
 *
 * @param backup which backup, so that contents can't be swapped between backups
 * @param source the kind of source
 * @param consistency what the backup promises of its moment
 * @param details facts about the source: JSON values
 * @param items what people know by name
 * @param streams the streams
 * @param missing what could not be captured, in words
 * @param warnings what the capture warned of
 * @param anomalies what is out of the ordinary, in words
 * @param samples what was seen of the streams
 * @param configuration the text of the configuration that made the backup, without any key
 */
public record Contents(
    BackupId backup,
    String source,
    Consistency consistency,
    Map<String, Object> details,
    List<Item> items,
    List<StreamEntry> streams,
    List<String> missing,
    List<String> warnings,
    List<String> anomalies,
    List<Sample> samples,
    Optional<String> configuration) {
  public Contents {
    details = Map.copyOf(details);
    items = List.copyOf(items);
    streams = List.copyOf(streams);
    missing = List.copyOf(missing);
    warnings = List.copyOf(warnings);
    anomalies = List.copyOf(anomalies);
    samples = List.copyOf(samples);
    Map<StreamName, StreamEntry> byName = new LinkedHashMap<>();
    for (StreamEntry stream : streams) {
      if (byName.put(stream.name(), stream) != null) {
        throw new IllegalArgumentException("two streams are called '" + stream.name() + "'");
      }
    }
    for (Item item : items) {
      for (StreamName name : item.streams()) {
        if (!byName.containsKey(name)) {
          throw new IllegalArgumentException(
              "'" + item.name() + "' needs stream '" + name + "', which is not there");
        }
      }
    }
  }

  /** Without a configuration. */
  public Contents(
      BackupId backup,
      String source,
      Consistency consistency,
      Map<String, Object> details,
      List<Item> items,
      List<StreamEntry> streams,
      List<String> missing,
      List<String> warnings,
      List<String> anomalies,
      List<Sample> samples) {
    this(
        backup,
        source,
        consistency,
        details,
        items,
        streams,
        missing,
        warnings,
        anomalies,
        samples,
        Optional.empty());
  }

  /**
   * The same without what belongs to the stack's own house: its files, in which passwords stand.
   */
  public Contents withoutHouse() {
    return new Contents(
        backup,
        source,
        consistency,
        details,
        items,
        streams.stream().filter(stream -> !stream.name().isOfStack()).toList(),
        missing,
        warnings,
        anomalies,
        samples,
        Optional.empty());
  }

  /** The stream of this name, if there is one. */
  public Optional<StreamEntry> stream(StreamName name) {
    return streams.stream().filter(stream -> stream.name().equals(name)).findFirst();
  }
}

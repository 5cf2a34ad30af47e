package dev.lifeboat.source.volume;

import dev.lifeboat.source.Item;
import dev.lifeboat.source.StreamName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A volume as a backup has it.
 *
 * @param name what the stack calls it
 * @param volume what the engine called it
 * @param content what is in it
 * @param stream where its tar stream is
 * @param consistency how writers were kept away, such as {@code live}
 * @param database whether it holds the files of a database
 */
record StoredVolume(
    String name,
    String volume,
    String driver,
    Map<String, String> options,
    Map<String, String> labels,
    VolumeContent content,
    StreamName stream,
    String consistency,
    boolean database) {
  static final String KIND = VolumeSource.ITEM;

  StoredVolume {
    options = Map.copyOf(options);
    labels = Map.copyOf(labels);
  }

  static List<StoredVolume> all(List<Item> items) {
    return items.stream().filter(item -> item.kind().equals(KIND)).map(StoredVolume::of).toList();
  }

  /** True if a database may not start on what was captured of it. */
  boolean isLiveDatabase() {
    return database && (consistency.equals("live") || isImported());
  }

  /** True if it was made of an archive, so that nobody knows what kept writers away. */
  boolean isImported() {
    return consistency.equals(VolumeArchive.IMPORTED);
  }

  private static StoredVolume of(Item item) {
    Map<String, Object> attributes = item.attributes();
    return new StoredVolume(
        item.name(),
        text(attributes, VolumeSource.FULL_NAME).orElse(item.name()),
        text(attributes, "driver").orElse("local"),
        map(attributes.get("options")),
        map(attributes.get("labels")),
        VolumeContent.of(attributes)
            .orElseThrow(() -> new IllegalArgumentException("a volume without fingerprint")),
        item.streams().getFirst(),
        text(attributes, "consistency").orElse("live"),
        Boolean.TRUE.equals(attributes.get("database")));
  }

  private static Optional<String> text(Map<String, Object> attributes, String key) {
    return Optional.ofNullable(attributes.get(key)).map(Object::toString);
  }

  private static Map<String, String> map(@Nullable Object value) {
    Map<String, String> map = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> given) {
      given.forEach((key, each) -> map.put(String.valueOf(key), String.valueOf(each)));
    }
    return map;
  }
}

package dev.lifeboat.source;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Something in a source that people know by name, such as a collection or a view.
 *
 * @param name what people call it: a namespace such as {@code shop.orders}
 * @param kind such as {@code collection}, {@code view}, {@code timeseries} or {@code users}
 * @param state the fingerprint that a restore shall reach; empty where there is nothing to
 *     fingerprint
 * @param indexes how many indexes it has
 * @param streams the streams that a restore of it needs
 * @param attributes what the source wants to find again at a restore: JSON values
 * @param note why the proof of it is weaker than usual, if it is
 */
public record Item(
    String name,
    String kind,
    Optional<Fingerprint> state,
    int indexes,
    List<StreamName> streams,
    Map<String, Object> attributes,
    Optional<String> note) {
  /** An attribute that is {@code true} if the server removes what is old by itself. */
  public static final String EXPIRES = "expires";

  public Item {
    streams = List.copyOf(streams);
    attributes = Map.copyOf(attributes);
  }
}

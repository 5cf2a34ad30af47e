package dev.lifeboat.source.mongo;

import dev.lifeboat.source.CaptureSink;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * The collections that were read whole, and the stream with what became of their documents since.
 *
 * <p>For use by one thread.
 */
final class TouchedReads implements AutoCloseable {
  private final CaptureSink sink;
  private final Map<UUID, WholeRead> reads = new HashMap<>();

  private TouchStream stream;

  TouchedReads(CaptureSink sink) {
    this.sink = sink;
    this.stream = new TouchStream(sink);
  }

  void add(WholeRead read) {
    reads.put(read.part().info().uuid().orElseThrow(), read);
  }

  /** Forgets a collection, so that it is read anew if it is still there. */
  void drop(UUID uuid) {
    WholeRead read = reads.remove(uuid);
    if (read != null) {
      read.close();
    }
  }

  Optional<WholeRead> get(UUID uuid) {
    return Optional.ofNullable(reads.get(uuid));
  }

  /** The collections that there are now: what is dropped or added later changes nothing in it. */
  List<UUID> uuids() {
    return List.copyOf(reads.keySet());
  }

  /** The read of what a part is read from, if it was read. */
  Optional<WholeRead> of(Part part) {
    return part.isOfServer() ? Optional.empty() : part.info().uuid().flatMap(this::get);
  }

  /** How many documents it remembers. */
  long touched() {
    return reads.values().stream().mapToLong(WholeRead::touched).sum();
  }

  /** Takes what became of documents. Another one after {@link #streamFits} said no. */
  TouchStream stream() {
    return stream;
  }

  /** Entries that were written under a name that holds no longer are written again. */
  boolean streamFits(PartList list) {
    Map<UUID, CollectionInfo> infos = list.byUuid();
    boolean fits =
        stream.namespaces().entrySet().stream()
            .allMatch(
                entry -> {
                  CollectionInfo info = infos.get(entry.getKey());
                  return info != null
                      && (info.db() + "." + info.dataName()).equals(entry.getValue())
                      && reads.containsKey(entry.getKey());
                });
    if (!fits) {
      List.copyOf(reads.keySet()).stream()
          .filter(uuid -> !infos.containsKey(uuid))
          .forEach(this::drop);
      startOver();
    }
    return fits;
  }

  /** Forgets what touched documents became, and remembers that they were touched. */
  void startOver() {
    stream.close();
    stream = new TouchStream(sink);
    for (UUID uuid : List.copyOf(reads.keySet())) {
      WholeRead read = Objects.requireNonNull(reads.get(uuid));
      if (read.part().info().capped() && read.isTouched()) {
        drop(uuid); // Its order can't be had again: it is read anew.
      } else {
        read.forget();
      }
    }
  }

  @Override
  public void close() {
    stream.close();
    reads.values().forEach(WholeRead::close);
  }
}

package dev.lifeboat.source.mongo;

import dev.lifeboat.source.CapturedStream;
import dev.lifeboat.source.Fingerprint;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.bson.BsonTimestamp;

/**
 * A collection whose documents were read whole, and what happened to them since.
 *
 * <p>For use by one thread.
 */
final class WholeRead implements AutoCloseable {
  private final Part part;
  private final CapturedStream stream;
  private final BsonTimestamp from;
  private final Optional<BsonTimestamp> at;
  private final Optional<ImageHashes> hashes;

  // What the documents that were looked at again are now; empty for those that are gone.
  private final Map<IdKey, Optional<Image>> images = new HashMap<>();
  private final Set<IdKey> pending = new LinkedHashSet<>();

  /**
   * @param from changes before this are in the stream
   * @param at the cluster time at which it was read, if it was read at one
   * @param hashes of what was read, if they were kept
   */
  WholeRead(
      Part part,
      CapturedStream stream,
      BsonTimestamp from,
      Optional<BsonTimestamp> at,
      Optional<ImageHashes> hashes) {
    this.part = part;
    this.stream = stream;
    this.from = from;
    this.at = at;
    this.hashes = hashes;
  }

  Part part() {
    return part;
  }

  CapturedStream stream() {
    return stream;
  }

  BsonTimestamp from() {
    return from;
  }

  /** A document changed, and is to be looked at again. */
  void touch(IdKey id) {
    pending.add(id);
  }

  /** Which documents are to be looked at. */
  List<IdKey> pending() {
    return List.copyOf(pending);
  }

  /** What a document is now, if it is. */
  void looked(IdKey id, Optional<Image> image) {
    pending.remove(id);
    images.put(id, image);
  }

  /** Looks at everything again. */
  void forget() {
    pending.addAll(images.keySet());
    images.clear();
  }

  /** How many documents it remembers. */
  long touched() {
    return images.size() + (long) pending.size();
  }

  boolean isTouched() {
    return touched() > 0;
  }

  /** Reads documents again as they were captured: at a cluster time. */
  @FunctionalInterface
  interface Earlier {
    /** False if they can't be read any more. */
    boolean read(BsonTimestamp at, List<IdKey> ids, Consumer<Image> consumer);
  }

  /** The fingerprint of what the collection is now; empty if it can't be known. */
  Optional<Fingerprint> state(Earlier earlier) {
    if (images.isEmpty()) {
      return Optional.of(stream.fingerprint());
    }
    var change = new FingerprintChange(stream.fingerprint());
    if (hashes.isPresent()) {
      Set<Long> wanted = new HashSet<>();
      images.keySet().forEach(id -> wanted.add(id.hash64()));
      hashes.get().find(wanted, change::remove);
    } else if (at.isEmpty()
        || !earlier.read(at.get(), List.copyOf(images.keySet()), change::remove)) {
      return Optional.empty();
    }
    images.values().forEach(image -> image.ifPresent(change::add));
    return Optional.of(change.after());
  }

  @Override
  public void close() {
    hashes.ifPresent(ImageHashes::close);
  }
}

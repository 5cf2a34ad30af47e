package dev.lifeboat.source.mongo.dump;

import dev.lifeboat.source.CapturedStreams;
import dev.lifeboat.source.FingerprintSum;
import dev.lifeboat.source.StreamName;
import dev.lifeboat.source.mongo.LoadScanner;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bson.RawBsonDocument;

/**
 * What became of documents that changed while a backup was made: it holds their final images in a
 * stream of its own. Here they are put where they belong, so that whoever restores what is written
 * needs no second step.
 */
final class FinalImages {
  private static final StreamName STREAM = new StreamName("oplog.bson");

  private final CapturedStreams from;

  // By namespace and _id: the number of the document's last entry, which is the one that counts.
  private final Map<String, Map<ByteBuffer, Integer>> last = new HashMap<>();

  FinalImages(CapturedStreams from) {
    this.from = from;
    entries((number, entry) -> touched(entry).put(id(entry), number));
  }

  private Map<ByteBuffer, Integer> touched(RawBsonDocument entry) {
    return last.computeIfAbsent(entry.getString("ns").getValue(), key -> new HashMap<>());
  }

  /** Takes whole documents. */
  @FunctionalInterface
  interface Documents {
    void write(byte[] buffer, int offset, int length);
  }

  /**
   * Passes the documents of a stream on as they were in the end.
   *
   * @param namespace where they belong: for a time-series that of the buckets
   */
  void read(StreamName stream, String namespace, Documents to) {
    Map<ByteBuffer, Integer> touched = last.getOrDefault(namespace, Map.of());
    if (touched.isEmpty()) {
      from.read(stream, piece -> to.write(piece, 0, piece.length));
      return;
    }
    Map<ByteBuffer, byte[]> inPlace = inPlace(namespace, touched);
    from.read(
        stream,
        piece -> {
          for (int at = 0; at < piece.length; ) {
            int size = FingerprintSum.documentLength(piece, at, piece.length);
            var id = ByteBuffer.wrap(LoadScanner.id(piece, at));
            if (!touched.containsKey(id)) {
              to.write(piece, at, size);
            } else {
              Optional.ofNullable(inPlace.remove(id))
                  .ifPresent(image -> to.write(image, 0, image.length));
            }
            at += size;
          }
        });
    entries(
        (number, entry) -> {
          if (isLast(number, entry, namespace, touched)
              && (op(entry).equals("i") || inPlace.containsKey(id(entry)))) {
            byte[] image = image(entry);
            to.write(image, 0, image.length);
          }
        });
  }

  /** The images of documents that keep their position: those of capped collections. */
  private Map<ByteBuffer, byte[]> inPlace(String namespace, Map<ByteBuffer, Integer> touched) {
    Map<ByteBuffer, byte[]> images = new HashMap<>();
    entries(
        (number, entry) -> {
          if (isLast(number, entry, namespace, touched) && op(entry).equals("u")) {
            images.put(id(entry), image(entry));
          }
        });
    return images;
  }

  private static boolean isLast(
      int number, RawBsonDocument entry, String namespace, Map<ByteBuffer, Integer> touched) {
    return entry.getString("ns").getValue().equals(namespace)
        && Integer.valueOf(number).equals(touched.get(id(entry)));
  }

  private static String op(RawBsonDocument entry) {
    return entry.getString("op").getValue();
  }

  private static byte[] image(RawBsonDocument entry) {
    return bytes(entry, "o");
  }

  private static ByteBuffer id(RawBsonDocument entry) {
    // An update's "o" may lack the _id; its "o2" names it.
    return ByteBuffer.wrap(LoadScanner.id(bytes(entry, op(entry).equals("u") ? "o2" : "o"), 0));
  }

  private static byte[] bytes(RawBsonDocument entry, String field) {
    var buffer = ((RawBsonDocument) entry.getDocument(field)).getByteBuffer();
    var bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  @FunctionalInterface
  private interface Entries {
    void take(int number, RawBsonDocument entry);
  }

  private void entries(Entries to) {
    if (!from.contains(STREAM)) {
      return;
    }
    var number = new int[1];
    from.read(
        STREAM,
        piece -> {
          for (int at = 0; at < piece.length; ) {
            int size = FingerprintSum.documentLength(piece, at, piece.length);
            to.take(number[0]++, new RawBsonDocument(Arrays.copyOfRange(piece, at, at + size)));
            at += size;
          }
        });
  }
}

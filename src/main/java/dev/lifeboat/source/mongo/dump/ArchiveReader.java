package dev.lifeboat.source.mongo.dump;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonType;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;

/**
 * Reads a mongodump archive: a header, what it holds, then blocks of documents of several
 * collections in any order. Each collection ends with a checksum; the archive itself has no end, so
 * what was cut off shows by the collections that don't end.
 */
final class ArchiveReader {
  /** The four bytes that an archive begins with, as a little-endian number. */
  static final int MAGIC = 0x8199e26d;

  private final DumpWindow window;
  private final DumpListener to;
  private final DocumentReader reader;
  private final DocumentChecks checks;
  private final Map<Namespace, Crc64> sums = new HashMap<>();
  private final Set<Namespace> declared = new HashSet<>();
  private final Set<Namespace> ended = new HashSet<>();

  /**
   * @param of what positions in messages are of, such as {@code of the archive}
   */
  ArchiveReader(DumpWindow window, String of, DumpListener to) {
    this.window = window;
    this.to = to;
    this.reader = new DocumentReader(window, of);
    this.checks = new DocumentChecks(to, reader);
  }

  /** Reads everything, or up to what is broken. */
  void read() throws IOException {
    try {
      Optional<String> trouble = prelude();
      while (trouble.isEmpty() && window.has(1)) {
        trouble = block();
      }
      trouble.ifPresent(to::broken);
    } catch (DamageException e) {
      to.broken(e.what());
    }
  }

  /** Reads what it says that it holds. */
  void readHead() throws IOException {
    prelude().ifPresent(to::broken);
  }

  private Optional<String> prelude() throws IOException {
    if (!window.has(4)) {
      return Optional.of("is cut off at byte " + reader.at(window.available()));
    }
    window.skip(4);
    var documents = new ArrayList<BsonDocument>();
    var end =
        reader.read((buffer, offset, length, position) -> split(buffer, offset, length, documents));
    if (!(end instanceof DocumentReader.End.Terminator)) {
      to.declared(head(documents));
      return Optional.of("%s, before the list of what it holds is complete".formatted(words(end)));
    }
    if (documents.stream().anyMatch(document -> !isWhole(document))) {
      to.declared(head(List.of()));
      return Optional.of("is damaged before byte %s".formatted(reader.at(window.position())));
    }
    if (documents.isEmpty() || text(documents.getFirst(), "version").isEmpty()) {
      to.declared(head(List.of()));
      return Optional.of("is damaged at byte %s: it has no header".formatted(reader.at(4)));
    }
    to.declared(head(documents));
    return Optional.empty();
  }

  private static void split(byte[] buffer, int offset, int length, List<BsonDocument> into) {
    for (int at = offset; at < offset + length; ) {
      int size = BsonCheck.int32(buffer, at);
      byte[] bytes = Arrays.copyOfRange(buffer, at, at + size);
      into.add(
          BsonCheck.isDocument(bytes, 0, size) ? new RawBsonDocument(bytes) : new BsonDocument());
      at += size;
    }
  }

  private static boolean isWhole(BsonDocument document) {
    Optional<String> db = text(document, "db");
    Optional<String> collection = text(document, "collection");
    return !document.isEmpty()
        && db.isPresent() == collection.isPresent()
        && db.map(name -> new Namespace(name, collection.orElse("")).isPossible()).orElse(true);
  }

  private DumpHead head(List<BsonDocument> documents) {
    List<DumpEntry> entries = new ArrayList<>();
    BsonDocument header = documents.isEmpty() ? new BsonDocument() : documents.getFirst();
    for (BsonDocument document :
        documents.subList(Math.min(1, documents.size()), documents.size())) {
      Optional<String> db = text(document, "db");
      Optional<String> collection = text(document, "collection");
      if (db.isPresent() && collection.isPresent()) {
        var namespace = new Namespace(db.get(), collection.get());
        declared.add(namespace);
        declared.add(namespace.buckets());
        entries.add(
            new DumpEntry(namespace, text(document, "metadata").filter(json -> !json.isEmpty())));
      }
    }
    return new DumpHead(text(header, "server_version"), text(header, "tool_version"), entries);
  }

  /** Reads a block; empty, or why nothing can be read after it. */
  private Optional<String> block() throws IOException {
    long position = window.position();
    if (!window.has(4)) {
      return Optional.of("is cut off at byte " + reader.at(position + window.available()));
    }
    int length = BsonCheck.int32(window.buffer(), window.start());
    Optional<String> trouble = reader.require(length);
    if (trouble.isPresent()) {
      return trouble;
    }
    byte[] bytes = Arrays.copyOfRange(window.buffer(), window.start(), window.start() + length);
    window.skip(length);
    if (!BsonCheck.isDocument(bytes, 0, length)) {
      return Optional.of(
          "is damaged at byte %s: no block begins there".formatted(reader.at(position)));
    }
    BsonDocument header = new RawBsonDocument(bytes);
    Optional<String> db = text(header, "db");
    Optional<String> collection = text(header, "collection");
    Optional<BsonValue> eof = value(header, "EOF", BsonType.BOOLEAN);
    Optional<BsonValue> crc = value(header, "CRC", BsonType.INT64);
    if (db.isEmpty() || collection.isEmpty() || eof.isEmpty() || crc.isEmpty()) {
      return Optional.of(
          "is damaged at byte %s: no block begins there".formatted(reader.at(position)));
    }
    var namespace = new Namespace(db.get(), collection.get());
    if (!declared.contains(namespace)) {
      return Optional.of(
          "is damaged at byte %s: the block there belongs to '%s', which the archive does not list"
              .formatted(reader.at(position), namespace));
    }
    return eof.get().asBoolean().getValue()
        ? end(namespace, crc.get().asInt64().getValue(), position)
        : documents(namespace, position);
  }

  private Optional<String> documents(Namespace namespace, long position) throws IOException {
    if (ended.contains(namespace)) {
      checks.damage(
          namespace, "has documents after its end, at byte %s".formatted(reader.at(position)));
    }
    Crc64 sum = sums.computeIfAbsent(namespace, key -> new Crc64());
    var end =
        reader.read(
            (buffer, offset, length, at) -> {
              sum.update(buffer, offset, length);
              checks.pass(namespace, buffer, offset, length, at);
            });
    return end instanceof DocumentReader.End.Terminator
        ? Optional.empty()
        : Optional.of(words(end));
  }

  private Optional<String> end(Namespace namespace, long crc, long position) throws IOException {
    if (!window.has(4) || BsonCheck.int32(window.buffer(), window.start()) != -1) {
      return Optional.of(
          window.available() < 4
              ? "is cut off at byte " + reader.at(window.position() + window.available())
              : "is damaged at byte %s: the block before it does not end"
                  .formatted(reader.at(window.position())));
    }
    window.skip(4);
    Crc64 sum = sums.remove(namespace);
    // A collection without documents has the checksum 0.
    long actual = sum == null ? 0 : sum.value();
    if (!ended.add(namespace)) {
      checks.damage(namespace, "ends twice, at byte %s".formatted(reader.at(position)));
    } else if (actual != crc) {
      checks.damage(
          namespace,
          "its documents do not have the checksum that the archive says: %016x instead of %016x"
              .formatted(actual, crc));
    } else if (!checks.isDamaged(namespace)) {
      to.ended(namespace);
    }
    return Optional.empty();
  }

  private String words(DocumentReader.End end) {
    return switch (end) {
      case DocumentReader.End.Broken(String what) -> what;
      case DocumentReader.End.Stream() -> "is cut off at byte " + reader.at(window.position());
      case DocumentReader.End.Terminator() -> throw new IllegalStateException();
    };
  }

  private static Optional<String> text(BsonDocument document, String name) {
    return value(document, name, BsonType.STRING).map(value -> ((BsonString) value).getValue());
  }

  private static Optional<BsonValue> value(BsonDocument document, String name, BsonType type) {
    BsonValue value = document.get(name);
    return value != null && value.getBsonType() == type ? Optional.of(value) : Optional.empty();
  }
}

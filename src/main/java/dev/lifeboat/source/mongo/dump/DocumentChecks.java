package dev.lifeboat.source.mongo.dump;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Passes documents on as long as each of them is well-formed. */
final class DocumentChecks {
  private final DumpListener to;
  private final DocumentReader reader;
  private final Set<Namespace> damaged = new HashSet<>();
  private final Map<Namespace, Long> passed = new HashMap<>();

  DocumentChecks(DumpListener to, DocumentReader reader) {
    this.to = to;
    this.reader = reader;
  }

  /** Passes on what is well-formed; of a damaged namespace nothing after the damage. */
  void pass(Namespace namespace, byte[] buffer, int offset, int length, long position) {
    if (damaged.contains(namespace)) {
      return;
    }
    int end = offset + length;
    int at = offset;
    long documents = 0;
    while (at < end) {
      int size = BsonCheck.int32(buffer, at);
      if (!BsonCheck.isDocument(buffer, at, size)) {
        break;
      }
      at += size;
      documents++;
    }
    if (at > offset) {
      to.documents(namespace, buffer, offset, at - offset);
    }
    long before = passed.merge(namespace, documents, Long::sum);
    if (at < end) {
      damage(
          namespace,
          "document %,d, at byte %s, is damaged"
              .formatted(before + 1, reader.at(position + at - offset)));
    }
  }

  void damage(Namespace namespace, String what) {
    if (damaged.add(namespace)) {
      to.damaged(namespace, what);
    }
  }

  boolean isDamaged(Namespace namespace) {
    return damaged.contains(namespace);
  }
}

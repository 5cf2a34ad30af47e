package dev.lifeboat.repository;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lifeboat.repository.segment.Cutter;
import dev.lifeboat.source.StreamShape;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Streams as one backup has them, and as the next one does after a few changes. With the last
 * documents before a cut gone two segments become one, so that a delta has two bases.
 */
record SimilarStreams(Map<String, byte[]> before, Map<String, byte[]> after) {
  private static final int LENGTH = 50_000;

  /** More than by which a segment's end is known. */
  private static final int GONE = 6;

  static SimilarStreams make(long seed) {
    Random random = new Random(seed);
    List<byte[]> documents = new ArrayList<>();
    for (int id = 0; id < 900; id++) {
      documents.add(Documents.one(id, 0, LENGTH));
    }
    Map<String, byte[]> before = new LinkedHashMap<>();
    before.put("shop/orders.bson", joined(documents));
    before.put("shop/orders.metadata.json", "{}".getBytes(UTF_8));
    byte[] log = new byte[3 << 20];
    random.nextBytes(log);
    before.put("log", log);

    List<byte[]> later = new ArrayList<>();
    int cut = firstCut(documents);
    for (int at = 0; at < documents.size(); at++) {
      if (at <= cut - GONE || at > cut) {
        later.add(at % 100 == 7 ? Documents.one(at, 1, LENGTH + 3) : documents.get(at));
      }
    }
    Map<String, byte[]> after = new LinkedHashMap<>(before);
    after.put("shop/orders.bson", joined(later));
    byte[] longer = new byte[log.length + 1000];
    System.arraycopy(log, 0, longer, 0, 1 << 20);
    System.arraycopy(log, 1 << 20, longer, (1 << 20) + 1000, log.length - (1 << 20));
    after.put("log", longer);
    return new SimilarStreams(before, after);
  }

  /** The document after which the first segment ends. */
  private static int firstCut(List<byte[]> documents) {
    Cutter cutter = Cutter.of(StreamShape.DOCUMENTS);
    int filled = 0;
    for (int at = 0; at < documents.size(); at++) {
      filled += cutter.take(documents.get(at), 0, documents.get(at).length, filled);
      if (cutter.cut()) {
        return at;
      }
    }
    throw new IllegalStateException("there is no cut");
  }

  private static byte[] joined(List<byte[]> documents) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    documents.forEach(all::writeBytes);
    return all.toByteArray();
  }
}

package dev.lifeboat.anomaly;

import dev.lifeboat.source.FingerprintSum;
import dev.lifeboat.source.StreamName;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bson.BsonBinaryWriter;
import org.bson.BsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.codecs.EncoderContext;
import org.bson.io.BasicOutputBuffer;

/** A collection in memory, which is measured as a backup measures it. */
final class ShopCollection {
  private static final BsonDocumentCodec CODEC = new BsonDocumentCodec();

  final String name;
  final boolean expires;
  int indexes;
  final List<BsonDocument> documents = new ArrayList<>();

  ShopCollection(String name, int indexes, boolean expires) {
    this.name = name;
    this.indexes = indexes;
    this.expires = expires;
  }

  ShopCollection named(String other) {
    ShopCollection copy = new ShopCollection(other, indexes, expires);
    documents.forEach(document -> copy.documents.add(document.clone()));
    return copy;
  }

  void change(UnaryOperator<BsonDocument> change) {
    documents.replaceAll(change);
  }

  ItemFacts facts() {
    Sampler sampler = new Sampler();
    FingerprintSum sum = new FingerprintSum();
    for (BsonDocument document : documents) {
      byte[] bytes = encode(document);
      sampler.documents(bytes, 0, bytes.length);
      sum.addAll(bytes, 0, bytes.length);
    }
    sampler.end();
    var sample = sampler.sample(new StreamName("x"));
    var fingerprint = sum.fingerprint();
    return new ItemFacts(
        "shop." + name,
        "collection",
        fingerprint.documents(),
        fingerprint.bytes(),
        indexes,
        expires,
        fingerprint.sum(),
        sample.taken(),
        sample.packed(),
        sample.oldest(),
        sample.newest());
  }

  static byte[] encode(BsonDocument document) {
    try (BasicOutputBuffer buffer = new BasicOutputBuffer();
        BsonBinaryWriter writer = new BsonBinaryWriter(buffer)) {
      CODEC.encode(writer, document, EncoderContext.builder().build());
      return buffer.toByteArray();
    }
  }
}

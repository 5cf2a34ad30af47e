package dev.lifeboat.source.mongo.dump;

import dev.lifeboat.source.FingerprintSum;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.bson.BsonBinaryWriter;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.codecs.EncoderContext;
import org.bson.io.BasicOutputBuffer;

/** Writes a mongodump archive, one collection after the other. */
final class ArchiveWriter {
  private static final byte[] TERMINATOR = {-1, -1, -1, -1};

  /** mongodump begins another block after as much. */
  private static final int BLOCK = 16 << 20;

  private final OutputStream out;

  ArchiveWriter(OutputStream out) {
    this.out = out;
  }

  /** What an archive says of a collection before any documents. */
  record Declared(Namespace namespace, String metadata, String type) {}

  void prelude(String serverVersion, String toolVersion, List<Declared> collections)
      throws IOException {
    out.write(
        ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(ArchiveReader.MAGIC).array());
    write(
        new BsonDocument("concurrent_collections", new BsonInt32(4))
            .append("version", new BsonString("0.1"))
            .append("server_version", new BsonString(serverVersion))
            .append("tool_version", new BsonString(toolVersion)));
    for (Declared each : collections) {
      write(
          named(each.namespace())
              .append("metadata", new BsonString(each.metadata()))
              .append("size", new BsonInt32(0))
              .append("type", new BsonString(each.type())));
    }
    out.write(TERMINATOR);
  }

  /** Begins a collection; it is to be closed before another begins. */
  Collection begin(Namespace namespace) {
    return new Collection(namespace);
  }

  /** The documents of one collection. */
  final class Collection {
    private final Namespace namespace;
    private final Crc64 crc = new Crc64();
    private int inBlock = -1;

    private Collection(Namespace namespace) {
      this.namespace = namespace;
    }

    /** Writes whole documents. */
    void write(byte[] buffer, int offset, int length) throws IOException {
      crc.update(buffer, offset, length);
      int end = offset + length;
      for (int at = offset; at < end; ) {
        if (inBlock < 0 || inBlock > BLOCK) {
          block();
        }
        int upTo = at;
        while (upTo < end && upTo - at + inBlock <= BLOCK) {
          upTo += FingerprintSum.documentLength(buffer, upTo, end);
        }
        out.write(buffer, at, upTo - at);
        inBlock += upTo - at;
        at = upTo;
      }
    }

    void end() throws IOException {
      if (inBlock < 0) {
        block();
      }
      out.write(TERMINATOR);
      ArchiveWriter.this.write(header(true, crc.value()));
      out.write(TERMINATOR);
    }

    private void block() throws IOException {
      if (inBlock >= 0) {
        out.write(TERMINATOR);
      }
      ArchiveWriter.this.write(header(false, 0));
      inBlock = 0;
    }

    private BsonDocument header(boolean eof, long sum) {
      return named(namespace)
          .append("EOF", BsonBoolean.valueOf(eof))
          .append("CRC", new BsonInt64(sum));
    }
  }

  private static BsonDocument named(Namespace namespace) {
    return new BsonDocument("db", new BsonString(namespace.db()))
        .append("collection", new BsonString(namespace.collection()));
  }

  private void write(BsonDocument document) throws IOException {
    byte[] bytes = encoded(document);
    out.write(bytes, 0, bytes.length);
  }

  static byte[] encoded(BsonDocument document) {
    var buffer = new BasicOutputBuffer();
    try (var writer = new BsonBinaryWriter(buffer)) {
      new BsonDocumentCodec().encode(writer, document, EncoderContext.builder().build());
    }
    return buffer.toByteArray();
  }
}

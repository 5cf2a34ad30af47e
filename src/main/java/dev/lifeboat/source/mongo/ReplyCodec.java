package dev.lifeboat.source.mongo;

import org.bson.BsonBinaryReader;
import org.bson.BsonReader;
import org.bson.BsonWriter;
import org.bson.codecs.Codec;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.EncoderContext;

/**
 * Takes a reply's bytes out of the driver's buffer in one copy. The driver's own codec for raw
 * documents makes three, and each into new memory. For one thread.
 */
final class ReplyCodec implements Codec<RawBatch> {
  private byte[] room = new byte[0];
  private boolean reuse;

  /** Whether the next replies may take the place of those before them. */
  void reuse(boolean allowed) {
    reuse = allowed;
  }

  @Override
  public RawBatch decode(BsonReader reader, DecoderContext context) {
    if (!(reader instanceof BsonBinaryReader binary)) {
      throw new IllegalArgumentException("replies are BSON");
    }
    var input = binary.getBsonInput();
    int length = input.readInt32();
    byte[] buffer = buffer(length);
    RawBson.putInt32(buffer, 0, length);
    input.readBytes(buffer, Integer.BYTES, length - Integer.BYTES);
    return RawBatch.of(buffer, 0);
  }

  private byte[] buffer(int length) {
    if (!reuse) {
      return new byte[length];
    }
    if (room.length < length) {
      // Replies are about equally long, but for the first.
      room = new byte[length + length / 4];
    }
    return room;
  }

  @Override
  public void encode(BsonWriter writer, RawBatch value, EncoderContext context) {
    throw new UnsupportedOperationException("only the server makes replies");
  }

  @Override
  public Class<RawBatch> getEncoderClass() {
    return RawBatch.class;
  }
}
